### What the command line says, beyond what it shares with the screens.

## Before anything is done
cli-no-service = This is done on the files of the register, not through a socket.
cli-no-service-hint = Name the directory of the register with --data DIR.
cli-no-home = There is no home directory, so that it is not known where the register lies.
cli-no-home-hint = Name its directory with --data DIR.
cli-no-user = This needs somebody who is logged in.
cli-no-user-hint = Name the user with --user NAME or RAINMAKER_USER.
cli-no-password = There is no terminal on which to type the password.
cli-no-password-hint = Give a file that holds it with --password-file FILE or RAINMAKER_PASSWORD_FILE.
cli-password = Password of { $user }:
cli-no-new-password = There is no terminal on which to type the new password.
cli-no-new-password-hint = Give a file that holds it with --new-password-file FILE.
cli-new-password = New password of { $user }:
cli-password-again = The same again:
cli-passwords-differ = The two passwords differ; nothing was made.
cli-password-file = The password file { $file } cannot be read: { $cause }
cli-password-text = The password file { $file } holds no text on its first line.
cli-weak-password = The password will not do: { $why }
cli-weak-password-hint = An officer's needs 15 characters and words that nobody guesses.
cli-bad-user-name = A user name has 1 to 64 characters, none of them a control character.
cli-configuration = The configuration is wrong: { $what }
cli-no-such-action = no action is called `{ $action }`
cli-no-plain = The plain mode is not in this version yet.
cli-no-plain-hint = Use the commands: rainmaker --help lists them.
cli-no-terminal-hint = Use the commands instead: rainmaker --help lists them.
cli-forced = Without a terminal only three commands are answered here.
cli-forced-hint = They are: import - --yes|--dry-run [--source TEXT], export fetch ID, lookup --stdin --json. For the screens: ssh -t.
cli-defect = The program gave up at { $place }, by a defect of its own.
cli-output = Standard output cannot be written: { $cause }
cli-input = Standard input is too long, or cannot be read as text.
cli-mended = The keyring was damaged in { $slots } places and mended from its twin.
cli-no-demo = The demo cannot be made: { $cause }

## A register that does not open
open-absent-hint = Make one with rainmaker init --officer NAME, or name its directory with --data DIR.
open-present-hint = Name another directory with --data DIR.
open-in-use-hint = Let that process end first.
open-damaged-hint = Nothing was changed. Restore the files of this directory from a backup.
open-older-keyring-hint = Bring keyring.a and keyring.b back from the latest backup; older ones have no keys for newer people.
open-newer-hint = Use the newer program.

## Values
cli-not-a-pair = A value is written as name=value.
cli-no-such-field = There is no such field; there are { $known }.
cli-no-values = There are no values.
cli-one-value = The field { $field } has one value.
cli-nothing-to-remove = Somebody new has no { $field } to remove.
cli-no-such-check = There is no such kind; there are { $known }.

## What was done
done-init = The register stands in { $folder }.
cli-recovery-shown = Recovery code: { $code }
cli-master-lies = Write the recovery code down now: it is shown this once. The master key is { $file }; keep it apart from every backup.
done-ban-address = The ban of the address is recorded.
done-consent = What { $number } said is recorded.
done-attribute = The attribute of { $number } is recorded.
done-merge = Both numbers answer with { $number } now.
done-separate = { $number } stands alone now.
done-waits = A second officer has to approve this: it waits as number { $id }.
done-approve = It is approved, and done.
done-refuse = It is refused; nothing was done.
done-advise = The advice is kept with it.
done-user = { $user } may log in, and has to change the password then.
done-machine = This account of the machine is { $user } now.
done-password = The password is changed.
done-password-given = { $user } has a new password, and has to change it at the next login.
done-restore = { $user } is an administrator again, and has to change the password at the next login.
done-role = The roles of { $user } are changed.
done-disable = { $user } is shut out.
done-enable = { $user } may log in again.
done-end = The session of { $user } is ended.
done-pop = The caller is shown to { $user }.
done-consulted = The consultation of the staff is entered: { $day }.
done-forget = Entries forgotten: { $entries }.
done-recover = A new master key stands in { $file }. The lost one opens nothing any more.
cli-recovery-code = Recovery code:
cli-still-banned = Still banned: { $channels }.
cli-no-duplicates = Nobody is waiting to be told apart.
cli-merged-numbers = Answers to these numbers too
cli-none-to-forget = The list has no entry for this address that can be forgotten.
cli-none-to-forget-hint = The ban of somebody in the register is lifted there: rainmaker ban NUMBER --lift.
cli-not-suppressed = The list has no entry for this address.
suppressed-living = of somebody in the register
suppressed-erased = of somebody who is erased
suppressed-unknown = of somebody who was never in the register
cli-erase-how = Nothing was erased.
cli-erase-how-hint = To erase for good, add --yes-erase { $number } --because REQUEST, or one of retention, request, wrong_person, test_data.
cli-file-holds = This file holds the person still; destroy it: { $file }
cli-audit-whole = { $chain }: { $entries } entries, whole
cli-audit-broken = The chain { $chain } of the audit is broken at entry { $at }.
cli-audit-broken-hint = Somebody changed or cut register.redb. Keep it as it is, and compare it with a backup.

## What waits for a second officer
waiting-nothing = Nothing waits for a second officer.
waiting-act = { $id }  { $deed }: { $numbers }; { $user }, { $at }
waiting-erase = erase
waiting-separate = keep apart
waiting-reason = Because: { $reason }
waiting-advice = Advice of { $user }: { $words }

## Users, files, the manual
user-account = account { $account }
user-disabled = disabled
user-must-change = has to change the password
user-sessions =
    { $count ->
        [one] 1 session
       *[other] { $count } sessions
    }
session-own = this one
session-locked = locked
export-none = No file was written.
man-own = { $role } (own only)
man-without-notes = { $role } (without notes)
man-step-up = Wants the password again.
man-second-officer = Another officer approves it; without one, a reason is written down.

## Import
cli-file = { $file }: { $cause }
cli-not-a-file = { $file } is no regular file.
cli-file-too-long = { $file } is longer than { $most } MiB.
cli-no-such-profile = There is no such profile; there are { $known }.
cli-reading = reading
cli-importing = importing
cli-import-needs-yes = Nothing was imported: this is the plan.
cli-import-needs-yes-hint = To import, add --yes.
cli-import-question = Import?
cli-import-declined = Nothing was imported.
cli-import-broke-off = The import broke off after { $done } of { $rows } rows; whole batches are in. Run it again: nobody comes in twice.
cli-rejects-written = Rejected rows: { $file }
cli-cannot-write = { $file } cannot be written: { $cause }
cli-in-the-way = something that is no file stands there
import-rows = rows
import-created = new
import-merged = merged
import-unchanged = unchanged
import-unsure = unsure
import-bans = bans
import-rejected = rejected
import-noted = noted
import-too-long = longer than it may be

## Why something of a row was refused, left out or guessed at
column-unknown = the column is not understood and left out.
value-removed-by-staff = staff removed this value; it stays away.

## What is wrong with a value, by the code of its rule
value-kind = none of consumer, sole_trader, company_contact and company_generic.

## The receipt of a consent
receipt-subject = Person
receipt-controller = Controller
receipt-contact = Contact
receipt-authority = Complaints to
receipt-purpose = Purpose
receipt-channel = Channel
receipt-state = Said
receipt-at = When
receipt-how = How
receipt-reference = Reference
receipt-withdrawal = To withdraw
receipt-withdrawal-how = At any time and free of charge: { $contact }

## The doctor
state-ok = ok
state-note = note
state-warning = warning
state-bad = BAD
doctor-folder = The register is looked for in { $folder }.
doctor-open = Others may read or write { $file }.
doctor-open-hint = chmod { $mode } { $file }
doctor-master = The master key is { $file }.
doctor-master-beside = The master key lies beside the data: { $file }.
doctor-master-beside-hint = Hand it over with $CREDENTIALS_DIRECTORY or --master-key FILE, and keep it out of backups of the data.
doctor-opens = The register opens, and its integrity check passes.
doctor-forgotten-since = People in this copy who were erased after it was made: { $ids }.
doctor-audit-unread = The audit cannot be read.
doctor-clock = The clock stands before the newest entry of the audit, { $last }.
doctor-clock-hint = Set the clock of this machine: deadlines are counted by it.
doctor-controller = The controller, its contact person or the authority was not given: the built-in default of the register description is used.
doctor-controller-hint = A register is told with rainmaker init --controller NAME --contact TEXT --authority TEXT.
doctor-overdue = This file should have been destroyed by now: { $file }
doctor-configuration = The configuration is in order.
doctor-locale = The locale is { $locale }.
doctor-locale-bytes = The locale { $locale } is not UTF-8: letters beyond ASCII may show wrongly.
doctor-no-terminal = Standard input or output is no terminal: the screens cannot be shown here.
doctor-dumb-terminal = TERM is dumb or unset: the screens cannot be shown here.
doctor-terminal = The terminal is { $kind }.

## The service
cli-serve-ready = Listening on { $socket }.
cli-serve-running = A service is running already: it answers on { $socket }.
cli-serve-running-hint = Name another socket with --socket PATH, or let that service end first.
cli-serve-folder = The directory of { $socket } may be written to by others.
cli-serve-folder-hint = Name a socket in a directory of your own, with mode 0700.
cli-serve-bind = Nothing can listen on { $socket }: { $cause }.
cli-serve-handed = The socket that systemd handed over cannot be used: { $cause }.
cli-serve-handed-hint = In rainmaker.socket there is to be one ListenStream= and nothing else.
cli-serve-broken = The service cannot begin: { $cause }.
