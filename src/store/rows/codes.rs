//! The numbers that stand for the members of closed lists.

use crate::domain::audit::{Chain, Deed, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentState, Method, Recorder};
use crate::domain::field::{Field, Kind};
use crate::domain::provenance::{Basis, Origin, Purpose};
use crate::domain::role::Role;

/// A member of a closed list and the number that stands for it.
pub(super) trait Numbered: Copy + Sized {
    fn number(self) -> u8;
    fn of_number(number: u8) -> Option<Self>;
}

macro_rules! numbers {
    ($($list:ident { $($member:ident = $number:literal),+ $(,)? })+) => {
        $(impl Numbered for $list {
            fn number(self) -> u8 {
                match self { $(Self::$member => $number,)+ }
            }

            fn of_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$member),)+ _ => None }
            }
        })+
    };
}

numbers! {
    Kind { Consumer = 1, SoleTrader = 2, CompanyContact = 3, CompanyGeneric = 4 }
    Field {
        Given = 1, Family = 2, Email = 3, Phone = 4, Street = 5, Postcode = 6, City = 7, Language = 8,
        Company = 9, BusinessId = 10, Duties = 11, Note = 12,
    }
    Channel { Email = 1, Sms = 2, Phone = 3, Post = 4, AutoCall = 5 }
    Purpose {
        Service = 1, Development = 2, Contract = 3, Relations = 4, Marketing = 5, Profiling = 6,
        CallVerification = 7, CallTraining = 8, Accounting = 9, Rights = 10, Claims = 11, Security = 12,
    }
    Basis { Consent = 1, Contract = 2, LegalObligation = 3, LegitimateInterest = 4 }
    Origin {
        Person = 1, Authority = 2, ContactService = 3, TrustedParty = 4, PublicSource = 5, File = 6,
        Staff = 7,
    }
    ConsentState { Given = 1, Refused = 2, Withdrawn = 3 }
    Method { Web = 1, Phone = 2, Paper = 3, InPerson = 4, Import = 5 }
    Recorder { Staff = 1, Import = 2 }
    Role { Officer = 1, Administrator = 2, Service = 3, Marketing = 4, Auditor = 5, Dpo = 6 }
    Chain { Acts = 1, Looks = 2 }
    Outcome { Done = 1, Refused = 2 }
    Deed {
        Init = 1, Login = 2, Add = 3, Correct = 4, Ban = 5, LiftBan = 6, BanAddress = 7,
        ForgetSuppression = 8, FindSuppression = 9, RecordConsent = 10, SetAttribute = 11,
        RemoveAttribute = 12, Erase = 13, Import = 14, Merge = 15, Separate = 16, Undo = 17,
        WriteFile = 18, RecoverKey = 19, Open = 20, Search = 21, ReadAudit = 22,
        Pop = 23, AddUser = 24, SetPassword = 25, ChangePassword = 26, SetRoles = 27,
        DisableUser = 28, EnableUser = 29, EndSession = 30, ResetAdministrator = 31, StepUp = 32,
        PassBudget = 33, Defer = 34, Approve = 35, Refuse = 36, Advise = 37, FetchFile = 38,
        SetConsultation = 39, ReadStaffLog = 40,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_is_read_back_from_its_number() {
        fn hold<T: Numbered + PartialEq + std::fmt::Debug>(all: &[T]) {
            for &member in all {
                assert_eq!(T::of_number(member.number()), Some(member));
            }
            assert!(T::of_number(0).is_none());
        }
        hold(Kind::ALL);
        hold(Field::ALL);
        hold(Channel::ALL);
        hold(Purpose::ALL);
        hold(Basis::ALL);
        hold(Origin::ALL);
        hold(ConsentState::ALL);
        hold(Method::ALL);
        hold(Recorder::ALL);
        hold(Role::ALL);
        hold(Chain::ALL);
        hold(Outcome::ALL);
        hold(Deed::ALL);
    }
}
