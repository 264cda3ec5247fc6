"""Claims that cannot be made, decided or paid as asked."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class UnknownClaimError(LedgerError):
    """A project has no claim of this number."""

    code = "CLM-301"
    template = "project '{project}' has no claim {claim}; its claims are {known}, see 'medfin report claims {project}'"


class NoClaimError(UnknownClaimError):
    """A project has no claims at all."""

    code = "CLM-330"
    template = "project '{project}' has no claims yet; draw one up: medfin claim draft {project} --to DATE"


class NoDraftError(LedgerError):
    """A claim was to be submitted, and the project's latest one is no draft."""

    code = "CLM-302"
    template = (
        "claim {claim} of project '{project}' has been submitted and there is no draft after it; "
        "draft the next one: medfin claim draft {project} --to DATE"
    )


class StillDraftError(LedgerError):
    """A claim was to be decided or paid that has not been submitted."""

    code = "CLM-317"
    template = "claim {claim} of project '{project}' is still a draft; submit it first: medfin claim submit {project}"


class ClaimOrderError(LedgerError):
    """A claim would end before one that was submitted already."""

    code = "CLM-303"
    template = (
        "a claim of project '{project}' to {end} would end before claim {claim}, which goes to {claimed}; "
        "give --to {claimed} or later: entries of earlier days that no claim has taken in come along by themselves"
    )


class NotClaimableError(LedgerError):
    """An entry is no cost, so no claim can hold, park or cut it."""

    code = "CLM-304"
    template = "entry {entry} of project '{project}' is no cost, in-kind contribution or income, so no claim holds it"


class ParkedReversalError(LedgerError):
    """A reversal was to be parked or cut by itself."""

    code = "CLM-305"
    template = (
        "entry {entry} of project '{project}' reverses entry {target} and follows it; "
        "park or cut entry {target} instead"
    )


class NothingWithheldError(LedgerError):
    """An entry was to be taken back that is neither parked nor cut."""

    code = "CLM-306"
    template = (
        "entry {entry} of project '{project}' is neither parked nor cut, so it cannot be taken back; "
        "these can: {withheld}"
    )


class NotInClaimError(LedgerError):
    """A decision is about an entry that the claim did not take in."""

    code = "CLM-307"
    template = (
        "claim {claim} of project '{project}' did not take in entry {entry}; "
        "see 'medfin report transactions {project} --claim {claim}'"
    )


class CutSizeError(LedgerError):
    """More was to be cut of an entry than it has, or nothing."""

    code = "CLM-308"
    template = (
        "{amount} cannot be cut of entry {entry} of project '{project}', which is {held}; cut more than 0, at most that"
    )


class CutTwiceError(LedgerError, ValueError):
    """One decision cuts an entry twice."""

    code = "CLM-332"
    template = (
        "a decision in project '{project}' cuts entry {entry} twice; name it once, with all that is not accepted of it"
    )


class InexactClaimError(LedgerError, ValueError):
    """An amount of a claim, a decision or money received is about so much, or without VAT."""

    code = "CLM-333"
    template = (
        "the amount '{text}' for {field} is not exact; write it as it is claimed, decided or paid, without words "
        "that alter what it means"
    )


class ReceiptSizeError(LedgerError, ValueError):
    """Money received was to be nothing, or less."""

    code = "CLM-334"
    template = (
        "'{text}' is no money received: write what came, above zero; money that goes back to the funder is taken down "
        "with --kind repayment"
    )


class SettlementError(LedgerError):
    """More of an advance was to be settled than is left of it."""

    code = "CLM-309"
    template = (
        "{amount} of the advance from '{source}' cannot be settled: "
        "{left} of it is left to settle in project '{project}'"
    )


class ParkedTwiceError(LedgerError):
    """The same entry was to be parked and taken back."""

    code = "CLM-310"
    template = "entry {entry} of project '{project}' cannot be both parked and taken back; choose one"


class ClaimSourceError(LedgerError):
    """An amount was given for a source that the project does not have, or for none where several are asked."""

    code = "CLM-311"
    template = (
        "it is not clear which source of project '{project}' is meant by '{source}'; name one of {known}, as "
        "SOURCE=AMOUNT or with --source"
    )


class CutFormError(LedgerError):
    """A cut cannot be read."""

    code = "CLM-312"
    template = (
        "'{text}' is no cut; write the entry's number, and if need be amount and type of error: 17=1000,50=salary. "
        "Several entries are cut whole: 3-5, or 3-5==salary"
    )


class NothingDecidedError(LedgerError):
    """A decision was to be taken down, and nothing said what was decided."""

    code = "CLM-323"
    template = (
        "a decision on a claim of project '{project}' needs what was decided: --approved AMOUNT as the decision prints "
        "it, or --approved all; what is not accepted with --cut ENTRY=AMOUNT, what waits with --park ENTRY"
    )


class NotAReceiptError(LedgerError):
    """An entry was to pay a claim that is no money received for one."""

    code = "CLM-313"
    template = (
        "entry {entry} of project '{project}' pays no claim: only receipts and repayments do; "
        "an advance is settled by a claim, with --settle"
    )


class NotAskedError(LedgerError):
    """Money was to pay a claim that comes from a source that claims ask nothing of."""

    code = "CLM-331"
    template = (
        "claim {claim} of project '{project}' asks nothing of '{source}', only of {asked}; book the money without "
        "--claim, or name who paid with --source"
    )


class PaymentSizeError(LedgerError):
    """More of a receipt was to be matched to a claim than is left of it, or nothing."""

    code = "CLM-314"
    template = (
        "{amount} of entry {entry} of project '{project}' cannot pay a claim: {left} of it pays none yet. If it was "
        "matched to the wrong claim, reverse it and enter it anew: medfin reverse {project} --entry {entry} --reason …"
    )


class ClaimCurrencyError(LedgerError):
    """An amount was given in another currency than the project's."""

    code = "CLM-315"
    template = "'{text}' is no amount in {currency}, in which project '{project}' is kept; give it in {currency}"


class WithdrawnClaimError(LedgerError):
    """A claim was to be decided or paid that the project has taken back."""

    code = "CLM-318"
    template = (
        "claim {claim} of project '{project}' was withdrawn on {day}, so it is neither decided nor paid; "
        "its entries come into the next one: medfin claim draft {project} --to DATE"
    )


class NotWithdrawableError(LedgerError):
    """A claim was to be withdrawn that is not with the funder."""

    code = "CLM-319"
    template = (
        "claim {claim} of project '{project}' is not with the funder, so there is nothing to withdraw; "
        "a draft gives way to the next one by itself. See 'medfin claim list {project}'"
    )


class DecidedClaimError(LedgerError):
    """A claim was to be withdrawn that the funder has decided on."""

    code = "CLM-320"
    template = (
        "claim {claim} of project '{project}' was decided on {day} and cannot be withdrawn; "
        "cost that was claimed by mistake is reversed, and the next claim takes it back; a mistyped decision is "
        "taken down again: medfin claim decide {project} --claim {claim} --approved AMOUNT --anew --reason …"
    )


class LaterClaimError(LedgerError):
    """A claim was to be withdrawn that a later one goes on from."""

    code = "CLM-321"
    template = (
        "claim {claim} of project '{project}' cannot be withdrawn: claim {later} goes on from it; "
        "only the last submitted claim can be, and claim {later} only while it is not decided"
    )


class PaidClaimError(LedgerError):
    """A claim was to be withdrawn on which money has come."""

    code = "CLM-322"
    template = (
        "claim {claim} of project '{project}' cannot be withdrawn: entries {entries} pay it; "
        "reverse them first: medfin reverse {project} --entry N --reason …"
    )


class RateFigureError(LedgerError):
    """An exchange rate cannot be read."""

    code = "EXR-301"
    template = "'{text}' is no exchange rate; write how much one unit of the claim's currency costs, such as '11,4865'"


class RateBaseError(LedgerError):
    """A table of rates is for another currency than the project's."""

    code = "EXR-302"
    template = (
        "the rates in {file} are in {base}, but project '{project}' is kept in {currency}; give rates in {currency}"
    )


class NoRateError(LedgerError):
    """A table of rates has none for the month that a claim goes by."""

    code = "EXR-303"
    template = "{file} has no rate of {currency} for {month}; it has {known}. Add that month, or submit on another day"


class NotConvertedError(LedgerError):
    """A claim in the project's own currency was asked for in another."""

    code = "CLM-316"
    template = "claim {claim} of project '{project}' is in {currency} alone; draft it with --rates FILE for another"
