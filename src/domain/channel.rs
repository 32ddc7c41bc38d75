use super::code::codes;

codes! {
    /// A way of reaching a person.
    Channel {
        Email = "email",
        Sms = "sms",
        Phone = "phone",
        Post = "post",
        AutoCall = "auto_call",
    }
}
