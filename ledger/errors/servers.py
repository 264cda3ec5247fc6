"""Books on servers that cannot be reached, or do not let somebody do something."""

from __future__ import annotations

from ledger.errors.base import LedgerError
from ledger.errors.base import TryAgainError


class MissingDriverError(LedgerError):
    """What speaks to servers is not installed."""

    code = "SRV-001"
    template = (
        "books on a server need psycopg, which is not installed; install it with: pip install 'medfin[postgresql]'"
    )


class ServerAddressError(LedgerError):
    """The address of a server cannot be read. It is not repeated, for it may hold a password."""

    code = "SRV-002"
    template = (
        "the address of the book's server cannot be read; write postgresql://NAME@HOST:PORT/DATABASE, other characters "
        "than letters and digits as %40 and the like, and keep the password in ~/.pgpass"
    )


class ServerUnreachableError(TryAgainError):
    """A server does not answer."""

    code = "SRV-003"
    template = (
        "{book} does not answer: {reason}; nothing was booked. Check address and network, and give the command again"
    )


class ServerRefusedError(LedgerError):
    """A server does not let somebody in."""

    code = "SRV-004"
    template = (
        "{book} lets nobody in like that: {reason}; check name, password, database and what follows them in the "
        "address, or ask who looks after it"
    )


class ConnectionLostError(TryAgainError):
    """A connection was lost, and nothing was booked."""

    code = "SRV-005"
    template = "the connection to {book} was lost; nothing was booked, so give the command again"


class UnknownOutcomeError(TryAgainError):
    """A connection was lost while something was booked, and the server does not answer whether it was."""

    code = "SRV-006"
    template = (
        "the connection to {book} was lost while batch {batch} was being booked, and the server does not answer; look "
        "with 'medfin log' whether the batch is there before you give the command again"
    )


class BookedAllTheSameError(LedgerError):
    """Something failed once all was booked, such as a connection that was lost before the answer was read."""

    code = "SRV-014"
    template = (
        "batch {batch} is booked, but the book did not answer any more; do not give the command again, and look with "
        "'medfin log' or a report at what it did"
    )
    exit_status = 0


class RightsError(LedgerError):
    """Somebody may not do what was asked for."""

    code = "SRV-007"
    template = (
        "you may not do that in {book}: {reason}; nothing was booked. Whoever looks after the book gives rights with "
        "'medfin admin grant'"
    )


class ServerTimeError(TryAgainError):
    """Something took longer than the server lets it."""

    code = "SRV-008"
    template = "{book} took longer than it may: {reason}; nothing was booked, so give the command again in a while"


class ServerTextError(LedgerError):
    """A database does not keep texts as UTF-8."""

    code = "SRV-009"
    template = "{book} keeps texts as {encoding}; make a database with ENCODING 'UTF8' and put the book there"


class ServerBackupError(LedgerError):
    """A book on a server is not a file that could be copied."""

    code = "SRV-010"
    template = (
        "{book} is not a file; copy it with 'medfin admin copy-to FILE', or back it up with pg_dump as "
        "docs/shared-book.md shows"
    )


class NotOnServerError(LedgerError):
    """Roles were asked for in a book that is a file."""

    code = "SRV-011"
    template = (
        "{book} is a file, and the right to it is the right to the file; roles are for books on a server, see "
        "'medfin admin copy-to'"
    )


class RoleProjectsError(LedgerError):
    """A role was given with projects that it does not take, or without those that it needs."""

    code = "SRV-012"
    template = "the role {role} is not given so: an economist needs projects, a reader may have some, the others none"


class UnknownLoginError(LedgerError):
    """Nobody by a name has a role in a book, or nobody can have that name."""

    code = "SRV-013"
    template = "nobody in {book} is called '{login}'; 'medfin admin roles' lists who has which role"


class FollowingServerError(LedgerError):
    """A server can only be read, as one that follows another."""

    code = "SRV-016"
    template = (
        "{book} can only be read: {reason}; nothing was booked. Write in the book on the server that this one follows, "
        "or ask whoever looks after it"
    )


class NoProjectsSeenError(LedgerError):
    """A book on a server shows no projects to whoever asks: it has none, or nobody has given him any."""

    code = "SRV-015"
    template = (
        "{book} shows you no projects: it has none yet, or you have no role in it. Add some with 'medfin project add "
        "FILE', or ask whoever looks after the book to let you in with 'medfin admin grant'"
    )
