### Every sentence that people read. One line each; codes of closed lists are the last part of an id.

## The frame of every screen
program = rainmaker
demo = DEMO
place-login = Log in
place-lookup = Find
place-person = Find › { $number }
place-users = Users and roles
place-waits = Waiting for a second officer
place-audit = Audit
place-own-log = Your own log
place-looked = Who looked at { $number }
place-rights = Who may do what
badge-waiting = { $count } waiting
too-small = The terminal is too small: { $least } is the least.
no-key = (no key)
waiting = Waiting for the register …
saving = Saving …
more-below =
    { $count ->
        [one] … 1 more line below
       *[other] … { $count } more lines below
    }
warning-configuration = The defaults are used where the configuration is wrong: { $warnings }
paste-refused = A paste does not confirm an erasure: type the number.
paste-nowhere = Nothing here takes a paste. Go to a text field first.
line-lost = The service is gone; what you typed stays. Trying again …
line-outdated = The program is newer now: please reconnect. What you typed stands here until you leave.
line-back = The service is back; everything unanswered was asked again.
line-back-anew = The service is back; what you see was asked for again.
line-not-sent = Nothing was sent: the service is gone. Try again once it is back.

## What others did
touched-add = { $actor } added { $number } just now.
touched-correct = { $actor } corrected { $number } just now.
touched-ban = { $actor } banned marketing for { $number } just now.
touched-lift-ban = { $actor } lifted a ban of { $number } just now.
touched-record-consent = { $actor } recorded a consent of { $number } just now.
touched-set-attribute = { $actor } set an attribute of { $number } just now.
touched-remove-attribute = { $actor } removed an attribute of { $number } just now.
touched-erase = { $actor } erased { $number } just now.
touched-merge = { $actor } merged { $number } with somebody just now.
touched-separate = { $actor } took { $number } apart just now.
touched-undo = { $actor } undid a change to { $number } just now.
touched-other = { $actor } changed { $number } just now: { $deed }.
news-missed = Others changed much; what you see was asked for again.
person-renumbered = { $was } is { $number } now.
roles-changed = Your roles were changed: { $roles }.
call-waits = { $phone } is calling: { $key } shows the search.
call-taken = { $phone } is calling, call { $reference }.
call-taken-unnumbered = { $phone } is calling.
call-finish-first = Finish or leave what is begun here first; the call waits.

## Hints: the word beside a key
hint-open = open
hint-search = search
hint-ban = ban
hint-correct = correct
hint-withdraw = withdraw
hint-lift-ban = lift ban
hint-erase = erase
hint-undo = undo
hint-actions = actions
hint-open-finder = do it
hint-open-waits = show
hint-open-for-results = open for …
hint-take-call = take the call
hint-add-user = new
hint-change-roles = roles
hint-new-password = password
hint-enable-user = on or off
hint-end-sessions = end sessions
hint-approve = approve
hint-refuse = refuse
hint-advise = advise
hint-take-theirs = theirs
hint-take-yours = yours
hint-confirm-login = go on
hint-confirm-form = next field
hint-confirm-ban = ban
hint-confirm-lift = lift
hint-confirm-erase = erase
hint-confirm-step-up = go on
hint-confirm-password = next field
hint-confirm-purpose = open
hint-confirm-new-user = next line
hint-confirm-decide = send
hint-yes-review = save
hint-yes-ban = ban
hint-yes-withdraw = withdraw
hint-yes-discard = throw away
hint-yes-sure = yes
hint-yes-decide = approve
hint-yes-roles = save
hint-toggle-form = next choice
hint-toggle-ban = mark
hint-toggle-withdraw = told how
hint-toggle-new-user = mark
hint-toggle-roles = mark
hint-review-form = review and save
hint-review-compare = save
hint-review-new-user = add
hint-page-down-roles = more
hint-next-pane-login = next field
hint-next-pane-search = list
hint-next-pane-results = search box
hint-next-pane-person = history
hint-next-pane-ban = told how
hint-next-pane-erase = ground
hint-next-pane-purpose = call or request
hint-back = back
hint-quit = quit
hint-help = help
hint-leave = leave

## Logging in
login-title = Log in
login-welcome = The register of customers and marketing
login-name = Name
login-password = Password
login-waiting = Checking …
login-leave = { $key } leaves the program.
lock-idle = Locked after 10 minutes without a key.
lock-by-hand = Locked by you.
lock-line-lost = The service is gone. Try again in a moment.
lock-how = { $unlock } unlocks, { $leave } leaves the program.
step-up-title = Your password, once more
step-up-why = This is done only by somebody who types the password again.
step-up-how = { $yes } goes on, { $no } leaves it undone.
password-title = Change your password
password-title-of = A new password for { $user }
password-wanted = Somebody else knows your password. Choose one of your own before anything else.
password-given = It is changed at the first login. Every session of this user ends.
password-old = Old
password-new = New
password-again = New, again
password-first = First password
password-differs = The two are not the same.
password-how = { $key } goes on. An officer's password has 15 characters or more, and no words that others guess.

## Finding
lookup-empty = Type a name, a phone, an e-mail, a company or a customer number.
lookup-empty-examples = In any order, and a beginning is enough: makela 0401 · virtanen tampere · 1042
lookup-empty-keys = { $help } shows what every key does. { $leave } leaves the program.
lookup-none = Nobody is found. Try fewer letters, another spelling, or the end of the phone number.
lookup-found =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
lookup-first = the first { $shown } of { $count } people
lookup-how-to-leave = The search box is empty. The last line says how to leave the program.
column-number = No.
column-why = Found by
namesake = { $which } of { $of }
found-by = Found by { $field }
short-field-number = number
short-field-name = name
short-field-given = name
short-field-family = name
short-field-email = e-mail
short-field-phone = phone
short-field-street = street
short-field-postcode = postcode
short-field-city = city
short-field-language = language
short-field-company = company
short-field-business_id = business ID
short-field-duties = duties
short-field-note = note

## A person
person-opening = Opening …
nameless = (no name)
pane-sheet = What we hold
pane-history = History
history-empty = Nothing is recorded yet.
looked-title = Who looked at { $name } · { $number }
audit-title = The audit of the register, the latest first
own-log-title = What the audit holds about you, the latest first
log-empty = Nothing is recorded.
banned = BANNED
banned-some = BANS
banned-what = { $channels }, since { $since }
section-values = Held from { $provenance }
section-bans = Bans
section-consents = Consents
section-attributes = Held on a consent alone
section-addresses = Addresses that somebody else has banned
section-duplicates = Perhaps the same person
merged-numbers = Merged numbers
bans-none = None.
consents-none = None.
ban-since = since { $since }
ban-lifted = { $since } – { $lifted }, lifted
ban-told = told by { $told }
ban-reason = reason: { $reason }
ban-lift-reason = lifted because: { $reason }
ban-from-suppression = from the suppression list
opt-in-at = opted in { $at }
confirmed-at = confirmed { $at }
consent-words = shown: { $words }
recorded-by = recorded by { $who }
consent-annuls = says that an earlier entry was an error
attribute-consent = consent to { $purpose } by { $channel }
address = Address
address-stopped = marketing to it is stopped
nothing-to-withdraw-here = No consent is in force, so there is none to withdraw.
nothing-to-lift-here = No ban is in force.
nothing-to-undo-here = There is nothing of yours to undo on this person.

## Dialogs
ban-title = Ban marketing
ban-told-label = Told how
ban-how = { $key } bans what is marked. A ban needs no reason.
ban-nothing-marked = Mark at least one channel.
lift-title = Lift the ban
lift-reason-label = Reason
lift-how = { $key } lifts every ban in force. Lift a ban that was recorded in error; a change of mind is a new consent.
lift-reason-needed = Lifting a ban needs a reason.
withdraw-title = Withdraw a consent
withdraw-method = Told by
withdraw-how = { $yes } withdraws the marked one, { $toggle } changes how it was told. What is held on that consent alone goes with it.
erase-title = Erase for good
erase-goes = Goes
erase-stays = Stays
erase-files = Files
erase-because = Because
erase-question = This cannot be undone. To erase, type { $number } and press { $key }.
erase-ground-key = { $key } for another ground
erase-wrong-number = Nothing was erased: that is not the customer number.
discard-title = Leave without saving?
discard-how = The changes are not saved. { $yes } throws them away, { $no } goes back to the form.
purpose-title = Open for …
purpose-reference = Call or request
purpose-how = { $key } opens. The purpose is in the audit before the data is shown.
finder-help = Help
finder-palette = What do you want to do?
finder-menu = { $name }
finder-how = Type to filter, { $key } does it.
finder-none = No action has these words.
finder-not-here = That does nothing here.

## The form
form-title = Correct
form-source = Told by
form-add = { $field }, add
form-new = new
form-was = was { $value }
form-untouched = Nothing is changed, so there is nothing to save.
form-changed = Changed meanwhile by { $actor }; saving will show three columns.
form-restored = Restored what you typed at { $at }.
form-restored-sometime = Restored what you typed before.
form-restored-older = Somebody changed the person since then: look at what it says now.
compare-title = Somebody else was faster
compare-untouched = not touched
compare-how = { $theirs } takes theirs, { $yours } takes yours; { $save } saves.
compare-choose = Both of you changed this: choose theirs or yours.
compare-all-theirs = All of theirs stays, so there is nothing to save.
review-title = Save these changes?
review-field = Field
review-was = Was
review-becomes = Becomes
review-theirs = Theirs
review-yours = Yours
review-empty = (empty)
review-source = Told by: { $origin }. Held for customer relations, on legitimate interest.
review-how = { $yes } saves, { $no } goes back to the form.

## Users and roles
column-roles = Roles
column-state = State
column-sessions = Sessions
column-account = Account
user-enabled = enabled
user-is-disabled = DISABLED
user-new = new password
user-bound = The account { $account } of the machine is this user.
user-account-label = Machine account
user-is-new = The password is to be changed at the next login.
new-user-title = A new user
new-user-how = { $key } adds. The first password is changed at the first login; a machine account (UID) needs none.
new-user-nameless = A user needs a name.
new-user-no-password = A user needs a password, or a machine account.
new-user-account = An account is a number (UID).
roles-title = What { $user } is trusted with
roles-how = { $mark } marks, { $yes } saves, { $page } shows more.
roles-none = Mark at least one role.
sure-disable = { $user } can no longer log in, and every session ends at once. { $yes } disables, { $no } leaves it.
sure-enable = { $user } can log in again. { $yes } enables, { $no } leaves it.
sure-end-sessions =
    { $count ->
        [one] The session of { $user } ends at once; what is half typed stays a draft. { $yes } ends it, { $no } leaves it.
       *[other] { $count } sessions of { $user } end at once; what is half typed stays a draft. { $yes } ends them, { $no } leaves them.
    }
extent-own = only one's own
extent-without-notes = without notes
guard-step-up = password again
guard-second-officer = second officer
guard-both = password again, second officer

## What waits for a second officer
waits-none = Nothing waits for a second officer.
waits-asked = { $who } asked for this at { $at }.
waits-own = You asked for this, so another officer decides; you may take it back by refusing.
waits-numbers = People
waits-advice = Advice of the protection officer
waits-no-advice = None yet.
waits-settled = Somebody else decided on this.
wanted-erase = Erase
wanted-separate = Take apart
counted-people =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
column-asked-by = Asked by
column-when = When
approve-title = Approve?
approve-how = It is done at once. { $yes } approves, { $no } goes back.
approve-erasure-how = It is done at once, and what is erased is gone for good. { $yes } approves, { $no } goes back.
refuse-title = Refuse
refuse-how = Say why; { $by } reads it. { $yes } refuses, { $no } goes back.
advise-title = Advise in writing
advise-how = The officers read this before they decide. { $yes } sends it, { $no } goes back.
decide-words-needed = Say it in words first.

## What was done
done-ban = The ban of { $number } is recorded.
done-lift = The bans of { $number } are lifted.
done-withdraw = The consent of { $number } is withdrawn.
done-correct = { $number } is corrected.
done-undo = The last change to { $number } is undone.
done-erase = { $number } is erased. What stays is a keyed hash for each ban, and the audit without its content.
done-nothing = It was so already; nothing changed.
done-late = The change is saved.
done-now-waits = It waits for a second officer.
done-act-approve = Approved, and done.
done-act-refuse = Refused; whoever asked will read why.
done-act-advise = The advice is recorded.
done-own-password = Your password is changed.
done-password-of = { $user } has a new password.
done-roles = The roles of { $user } are changed.
done-user-disable = { $user } is disabled, and every session ended.
done-user-enable = { $user } is enabled.
done-end-sessions = The sessions of { $user } are ended.
done-add-user = { $user } is added.

## Fields
field-number = Customer number
field-kind = Kind
field-name = Name
field-given = Given name
field-family = Family name
field-email = E-mail
field-phone = Phone
field-street = Street
field-postcode = Postcode
field-city = City
field-language = Language
field-company = Company
field-business_id = Business ID
field-duties = Duties
field-note = Note
field-because = Because
field-digest = Digest
field-path = Path
field-reason = Reason
field-reference = Reference
field-source = Source
field-text = Words
field-told = Told how
field-value = Value
field-what = What
field-draft = Draft
field-user = User
field-role = Role
field-suspicion = Suspicion

## Closed lists
kind-consumer = consumer
kind-sole_trader = sole trader
kind-company_contact = company contact
kind-company_generic = company address
channel-all = every channel
channel-email = e-mail
channel-sms = SMS
channel-phone = phone
channel-post = post
channel-auto_call = automated call
purpose-service = service
purpose-development = development
purpose-contract = contract
purpose-relations = relations
purpose-marketing = marketing
purpose-profiling = profiling
purpose-call_verification = call verification
purpose-call_training = call training
purpose-accounting = accounting
purpose-rights = rights of people
purpose-claims = claims
purpose-security = security
basis-consent = consent
basis-contract = contract
basis-legal_obligation = legal obligation
basis-legitimate_interest = legitimate interest
origin-person = the person
origin-authority = an authority
origin-contact_service = a contact service
origin-trusted_party = a trusted party
origin-public_source = a public source
origin-file = a file
origin-staff = staff
consent-given = given
consent-refused = refused
consent-withdrawn = withdrawn
method-web = web
method-phone = phone
method-paper = paper
method-in-person = in person
method-import = import
ground-request = the person asked for it
ground-retention = its time is over
ground-wrong_person = it is about somebody else
ground-test_data = it is test data
duplicate-shared = the same address or phone
duplicate-possible = the same name and company
outcome-done = done
outcome-refused = REFUSED
deed-init = made the register
deed-login = logged in
deed-add = added
deed-correct = corrected
deed-ban = banned
deed-lift-ban = lifted a ban
deed-ban-address = banned an address
deed-forget-suppression = forgot a suppression
deed-find-suppression = searched suppression
deed-record-consent = recorded a consent
deed-set-attribute = set an attribute
deed-remove-attribute = removed an attribute
deed-erase = erased
deed-import = imported
deed-merge = merged
deed-separate = kept apart
deed-undo = undid a change
deed-write-file = wrote a file
deed-recover-key = recovered the key
deed-open = opened
deed-search = found in a search
deed-read-audit = read the audit
deed-pop = opened for a caller
deed-add-user = added a user
deed-set-password = gave a password
deed-change-password = changed the password
deed-set-roles = changed roles
deed-disable-user = disabled a user
deed-enable-user = enabled a user
deed-end-session = ended a session
deed-reset-administrator = gave an administrator back
deed-step-up = proved the password
deed-pass-budget = opened very many
deed-defer = asked a second officer
deed-approve = approved
deed-refuse = refused
deed-advise = advised
deed-fetch-file = fetched a file
deed-set-consultation = entered the consultation
deed-read-staff-log = read an employee's log
role-service = service
role-officer = officer
role-marketing = marketing
role-auditor = auditor
role-dpo = data protection officer
role-administrator = administrator
look-customer-service = for the customer
look-command-line = on the command line
look-after-change = after a change
look-rights-request = for a request of theirs
look-claims = for a claim, an invoice or a contract
look-security = for security
look-oversight = to oversee
look-erasure-preview = before an erasure
look-waiting = to decide on it
look-verdict = whether it may be contacted
look-history = to see what was done
look-audit = to read the audit
look-who-looked = to see who looked
look-own-log = to read the own log
look-duplicates = to tell people apart
look-suppression = in the suppression list
warning-budget = { $user } opened { $count } people within an hour.
warning-officer = { $actor } changed the password, the roles or the access of { $user }, an officer.

## What goes and what stays in an erasure
thing-values = values
thing-bans = bans
thing-consents = consents
thing-attributes = attributes
thing-merged = merged numbers
thing-keys = keys
thing-suppression = suppression entries
thing-audit = audit entries
counted-values =
    { $count ->
        [one] 1 value
       *[other] { $count } values
    }
counted-bans =
    { $count ->
        [one] 1 ban
       *[other] { $count } bans
    }
counted-consents =
    { $count ->
        [one] 1 consent
       *[other] { $count } consents
    }
counted-attributes =
    { $count ->
        [one] 1 attribute
       *[other] { $count } attributes
    }
counted-merged =
    { $count ->
        [one] 1 merged number
       *[other] { $count } merged numbers
    }
counted-keys =
    { $count ->
        [one] 1 key
       *[other] { $count } keys
    }
counted-suppression =
    { $count ->
        [one] 1 suppression entry
       *[other] { $count } suppression entries
    }
counted-audit =
    { $count ->
        [one] 1 audit entry
       *[other] { $count } audit entries
    }
why-suppression = keyed hashes without a name, so that a ban or withdrawal holds
why-audit = that something was done, without its content

## May we? The answer and its reason, for whoever is on the phone
answer-ALLOW = MAY
answer-DENY = MAY NOT
reason-DECEASED = Reported dead: do not market.
reason-MINOR = A minor: do not market.
reason-RESTRICTED = Processing is restricted: only store.
reason-NOT_MARKETING = Not marketing: service is allowed.
reason-OBJECTED = They have forbidden marketing.
reason-COMPANY_BAN = Their company has forbidden it.
reason-WITHDRAWN = They withdrew their consent.
reason-CONSENT = They have consented.
reason-CUSTOMER = A customer: similar products of ours only.
reason-NO_CONSENT = Not consented; asking is marketing.
reason-EXPLICIT_REQUEST = They asked for this offer themselves.
reason-MOBILE_SUB_BAN = Mobile subscriptions: only at their request.
reason-ROBINSON = In the Robinson register: do not contact.
reason-OPT_OUT = Allowed until they forbid it.
reason-B2B = A company: allowed until it forbids it.
reason-B2B_DUTIES = Allowed: the offer fits their work.
reason-OUT_OF_SCOPE = No rule allows this: do not.

## What is wrong with a value: the codes of the rules
value-empty = it is empty.
value-too-long = longer than { $limit } characters.
value-hetu = it holds a personal identity code, which this register never stores.
value-twice = it is there twice.
value-too-many = more than { $limit } at once.
value-user-name = a user name has only letters, digits, blanks and . _ -
value-no-role = somebody without any role could do nothing.
value-language = not a language of this register: fi, sv or en.
value-number = a customer number has only letters, digits and - _ .
email-space = it holds a space or a control character.
email-no-at = an e-mail address has an @, as in name@example.fi.
email-local-too-long = more than 64 octets stand before the @.
email-domain = no domain name stands after the @, as in name@example.fi.
email-too-long = longer than 254 octets.
email-local = not one plain address, as in name@example.fi.
phone-letters = it holds letters or signs that no number has, or two numbers. Write it as 040 123 4567.
phone-no-prefix = begin it with 0 or with + and the country, as in 040 123 4567 or +358 40 123 4567.
phone-swedish = perhaps a Swedish number: begin it with +46.
phone-no-such-number = no such number exists, or these are two. Write it as 040 123 4567 or +358 40 123 4567.
business-id-shape = not of the form 2077474-0.
business-id-seven-digits = seven digits: a zero before them or the check digit is missing, as in 2077474-0.
business-id-check-digit = the check digit does not match; look for a mistyped digit.
business-id-vat = a VAT number; write the business ID, as in 2077474-0.
business-id-not-vat = not of the form FI20774740.

## Remarks on rows of a file: the codes of the intake
number-cut = the number was cut by a spreadsheet.
row-nobody = the row says neither who the person is nor how to reach them.
second-value = another value of the same field stands before it.
extra-cell = the row has more cells than the heading.
consent-without-day = a consent without its day cannot be shown.
day-unclear = not understood as a day.
ban-unclear = not understood as yes or no, so it is taken for a ban.
kind-unclear = not a kind of person.
name-order-unsure = which word is the family name is a guess.

## Why nothing came of it, and what to do
fault-login-failed = The name or the password is wrong.
fault-login-failed-hint = Try again; after several tries, wait a moment.
fault-not-logged-in = Your session has ended.
fault-not-logged-in-hint = Log in again.
fault-not-allowed = Your role does not allow this.
fault-not-allowed-hint = Ask somebody with the role of officer.
fault-throttled = Too many wrong passwords.
fault-throttled-hint = Try again in { $seconds } s.
fault-locked = The session is locked.
fault-locked-hint = Type your password to go on.
fault-password-change-needed = This password was given by somebody else and must be changed first.
fault-password-change-needed-hint = Change it on the screen, or with rainmaker user password NAME.
fault-step-up-needed = This needs your password once more.
fault-step-up-needed-hint = Type it again.
fault-weak-password =
    { $reason ->
        [short] The password needs { $needs } characters or more.
        [long] The password is too long.
        [same] The new password is the old one.
        [absent] There is no password.
       *[guessable] The password is easy to guess.
    }
fault-weak-password-hint = Take several words that nobody would put together.
fault-name-taken = Somebody is or was called that.
fault-name-taken-hint = A name is never used again, so that the audit stays clear: take another.
fault-account-taken = This account of the machine is bound to another user.
fault-no-such-user = No user is called that.
fault-no-such-user-hint = The administrator lists them with rainmaker user list.
fault-no-such-session = There is no such session.
fault-last-administrator = Nobody else could keep the users.
fault-last-administrator-hint = Make somebody else an administrator first.
fault-staff-views-off = Views about one employee are off.
fault-staff-views-off-hint = They open once the day of the staff consultation is entered: rainmaker audit consulted DAY.
fault-nothing-waits = Nothing waits under this number.
fault-nothing-waits-hint = Somebody may have decided meanwhile.
fault-own-act = You asked for this yourself: another officer approves it.
fault-own-act-hint = You may withdraw it by refusing.
fault-outdated = The people of this act have changed since it was asked for.
fault-outdated-hint = Refuse it, and ask anew if it is still wanted.
fault-no-such-export = No written file has this number.
fault-no-such-export-hint = rainmaker export list shows them.
fault-not-at-work = This user is not logged in.
fault-busy = Too much is asked at once; nothing was done.
fault-busy-hint = Try again in a moment.
fault-too-large = The request, or its answer, is too large.
fault-too-large-hint = Ask for less at once.
fault-unreadable = The request was not understood.
fault-other-version = The service is of version { $theirs }, this program of { $ours }.
fault-other-version-hint = Please reconnect, or use the program that was installed with the service.
fault-service-gone = The service does not answer; nothing was done.
fault-service-gone-hint = Wait until it is back, or look at systemctl status rainmaker.
fault-service-silent = No answer came in time, so that it is not known whether anything was done.
fault-service-silent-hint = Look before you ask again.
fault-no-such-person = Nobody has this number.
fault-no-such-person-hint = Search again: the person may have been erased, or the number corrected.
fault-nothing-found = Nobody is found.
fault-number-in-use = Somebody else has this customer number.
fault-number-in-use-hint = Take another, or leave it empty when adding somebody.
fault-bad-value = { $field }: { $reason }
fault-nothing-to-add = There is nothing to add.
fault-no-such-value = The person has no such value.
fault-no-consent-in-force = There is no such consent in force.
fault-no-consent-in-force-hint = Record the consent first.
fault-nothing-to-withdraw = There is no such consent to withdraw.
fault-no-such-attribute = The person has no such attribute.
fault-future-date = The date is in the future.
fault-future-date-hint = Give today or an earlier day.
fault-reason-needed = This needs a reason.
fault-not-banned = No such ban is in force.
fault-suppression-stands = Nothing is lifted: an entry of the suppression list stands for an address of this person, from somebody who is erased or not known.
fault-suppression-stands-hint = It yields to a new consent of the person, or to forgetting the address.
fault-bad-address = That is neither an e-mail address nor a phone number.
fault-not-confirmed = What was typed does not match; nothing was erased.
fault-stale = Changed meanwhile by { $actor } at { $at }.
fault-stale-hint = Compare, then save again.
fault-nothing-to-undo = This cannot be undone any more.
fault-nothing-to-undo-hint = Correct it instead.
fault-same-person = Both numbers are the same person.
fault-not-merged = This number was not merged.
fault-demo-refuses = The demo register does not do this.
fault-demo-refuses-hint = Make a register of your own with rainmaker init.
fault-cannot-write = Nothing can be written now; nothing was changed.
fault-cannot-write-hint = Look at the disk: it is full or failing.
fault-unfinished-erasure = The erasure is recorded and nobody can read the person, but the key could not be destroyed yet.
fault-unfinished-erasure-hint = Look at the disk; the next start of the program finishes it.
fault-damaged = A part of the register is damaged.
fault-damaged-hint = Run rainmaker doctor, and restore a backup if it says so.
fault-internal = Something went wrong inside; nothing was changed.
fault-internal-hint = Try again, and tell whoever looks after the program.
