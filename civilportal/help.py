"""Help for each role: what people ask first, answered in a sentence or two, with the way to the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Text


@dataclass(frozen=True)
class Entry:
    """A question and its answer; ``route`` is the page where it is done, '' when there is none for everybody."""

    question: Text
    answer: Text
    route: str = ""
    link: Text = ""


@dataclass(frozen=True)
class Topic:
    """One page of help. ``code`` is its address."""

    code: str
    title: Text
    lead: Text
    entries: tuple[Entry, ...]


NGO = Topic(
    "ngo",
    _("For an NGO"),
    _("Your organisation, its annual information, grants and social orders."),
    (
        Entry(
            _("How do I find our organisation?"),
            _(
                "Search by BIN or by name, in any language; typing errors are forgiven. On its card choose «Is this your "
                "organisation?» and say who you are: a signature of the head is accepted at once, a paper is checked by an officer."
            ),
            "registry:ngo-list",
            _("Search the registry"),
        ),
        Entry(
            _("Who may act for the NGO?"),
            _(
                "The head invites people and gives each one a role: some write, some sign. Everybody has an account of their own; "
                "never share a password."
            ),
            "registry:own-list",
            _("My organisations"),
        ),
        Entry(
            _("How do I file the annual information?"),
            _(
                "It is due on 31 March for the year before. The form brings what you filed last year, saves itself and shows what is "
                "missing. Without it an NGO may not apply for grants, premiums and social orders."
            ),
            "desk",
            _("My desk"),
        ),
        Entry(
            _("May we apply?"),
            _(
                "Each call lists its conditions. For your NGO each one says «met», «not met» or «cannot tell», from which fact it "
                "follows, and who can correct that fact. The same list decides when you send the application."
            ),
            "grants:call-list",
            _("Calls"),
        ),
        Entry(
            _("What if the connection breaks while I write?"),
            _(
                "Long forms save each field as you type. What was typed waits in the browser when the connection breaks, and comes "
                "back after you sign in again when the session has ended. Two people may write at once: nobody overwrites the other."
            ),
        ),
        Entry(
            _("How do I sign?"),
            _(
                "With the electronic signature of the head or of a person with the right to sign, through NCALayer on your computer. "
                "The portal checks the certificate and the BIN in it."
            ),
        ),
        Entry(
            _("What happens after we send an application?"),
            _(
                "A formal check, experts who do not see your name, a commission. Then you see each mark with its reason and your "
                "place, and how the total came about. You may appeal against the check and against the result."
            ),
        ),
        Entry(
            _("How do we bid for a social order?"),
            _(
                "Write the bid for a lot and seal it before the closing. Nobody can read it before the opening, administrators "
                "included: it takes two of three key holders. Until the closing you may take it back and seal another."
            ),
            "socialorder:tender-list",
            _("Tenders"),
        ),
    ),
)
CITIZEN = Topic(
    "citizen",
    _("For a citizen"),
    _("See where public money goes, and say what is missing."),
    (
        Entry(
            _("Who got what money, and why?"),
            _(
                "The results of each contest show every place, the marks by criterion and the reasons. The card of an NGO shows all "
                "public money that it got, from every body."
            ),
            "statistics",
            _("Statistics"),
        ),
        Entry(
            _("How do I say what our village needs?"),
            _(
                "Propose a need for a place and a group of people; others support it. The akimat answers each one: it goes into a "
                "topic of the plan, or is declined with a reason."
            ),
            "socialorder:need-list",
            _("Needs"),
        ),
        Entry(
            _("How do I comment on a draft act?"),
            _(
                "Choose an article and write what should change. Each remark gets an answer, and you see what changed in the text."
            ),
            "councils:act-list",
            _("Draft acts"),
        ),
        Entry(
            _("How do I write to a public council?"),
            _("Each council has a reception. Only the council learns who wrote; the answer is public if you agree."),
            "councils:council-list",
            _("Councils"),
        ),
        Entry(
            _("What does the portal keep about me?"),
            _(
                "Your name, your address for letters and what you did here. Personal numbers are never shown, and a private person is "
                "shown by the first name and an initial."
            ),
        ),
    ),
)
EXPERT = Topic(
    "expert",
    _("For an expert"),
    _("From the invitation to the published ranking."),
    (
        Entry(
            _("Why was I chosen?"),
            _(
                "Experts are drawn by lot from the registry, by direction and region. The seed of the draw is published, so that "
                "anybody can repeat it."
            ),
            "registry:expert-list",
            _("Registry of experts"),
        ),
        Entry(
            _("What is a conflict of interest?"),
            _(
                "You are or were lately a member, founder, head or employee of an applicant, or got money from it. You declare it "
                "before you see the work; the portal also looks for ties in its own data. A reserve takes your place."
            ),
        ),
        Entry(
            _("Who sees my marks?"),
            _(
                "Until the round is closed nobody does. Then the applicant sees marks and reasons under a number; names are shown "
                "only when the rules of the contest say so."
            ),
        ),
        Entry(
            _("How does a total come about?"),
            _(
                "Every ranking has a page with its inputs, weights, rounding and rule for ties, and can be computed again from the archive."
            ),
            "desk",
            _("My desk"),
        ),
    ),
)
OFFICER = Topic(
    "officer",
    _("For an officer of a ministry or an akimat"),
    _("From a need to a proven result."),
    (
        Entry(
            _("Where do I begin in the morning?"),
            _("Your desk lists what waits for you, the most urgent first, with its day. Nothing there: nothing waits."),
            "desk",
            _("My desk"),
        ),
        Entry(
            _("How do I prepare a call?"),
            _(
                "Choose the kind, directions, window, conditions, rubric and form; the portal says what is missing or against a rule. "
                "What was announced is frozen; a change is a new version with a reason, told to everybody who has begun."
            ),
            "grants:call-list",
            _("Calls"),
        ),
        Entry(
            _("How do I place a social order?"),
            _(
                "A plan with topics and the grounds of each sum, a discussion, approval; then a tender with lots from the plan. The "
                "sums of the lots never exceed the plan."
            ),
            "socialorder:plan-list",
            _("Plans"),
        ),
        Entry(
            _("Why can I not do something?"),
            _(
                "The portal says which rule stands against it. Rights come from your role in your body; another officer gives some "
                "approvals, because two pairs of eyes see more."
            ),
        ),
        Entry(
            _("How do I load a file?"),
            _(
                "The portal first shows what a file would change, row by row. What is wrong is told with its row and column; nothing is lost."
            ),
            "registry:import-create",
            _("Load a file"),
        ),
    ),
)
COUNCIL = Topic(
    "council",
    _("For a member or a secretary of a public council"),
    _("Meetings, votes, recommendations and their answers."),
    (
        Entry(
            _("When is a meeting valid?"),
            _(
                "When at least two thirds of all members are there, rounded up. The page shows the roll, the rule and the arithmetic at "
                "each vote."
            ),
            "councils:council-list",
            _("Councils"),
        ),
        Entry(
            _("Is a secret ballot secret?"),
            _(
                "Yes. The portal keeps that you voted and, apart from it and in another order, how many voted how. Nobody can join the two."
            ),
        ),
        Entry(
            _("What becomes of a recommendation?"),
            _(
                "The body has ten working days to answer each one. Its answer, delays and what was done are public, and each body has "
                "a mark."
            ),
            "councils:body-marks",
            _("How bodies answer councils"),
        ),
        Entry(
            _("Who writes the minutes?"),
            _(
                "The portal drafts them from the agenda, the roll and the votes; the secretary completes them, and the protocol is a PDF."
            ),
        ),
    ),
)
MACHINES = Topic(
    "machines",
    _("For programmers and analysts"),
    _("The same data and the same actions for other programs."),
    (
        Entry(
            _("May our own system do what our staff do here?"),
            _(
                "Yes, through the REST API, with a key that is bound to your body. The same rules decide, and every refusal says which "
                "rule it was."
            ),
            "api-docs",
            _("For programmers: API"),
        ),
        Entry(
            _("Where is the open data?"),
            _(
                "Registry, grants, social orders and councils in the standards that other programs read, whole and free."
            ),
            "publishing:open-data",
            _("Open data"),
        ),
        Entry(
            _("How do I match a spreadsheet with the registry?"),
            _("Upload it, or give OpenRefine the address of the matching service."),
            "registry:matching",
            _("Matching a spreadsheet"),
        ),
    ),
)
AUDITOR = Topic(
    "auditor",
    _("For an auditor"),
    _("Prove that nothing was changed afterwards, without trusting us."),
    (
        Entry(
            _("What is recorded?"),
            _(
                "Each action: who, what, when, the old and the new value, the reason. The database refuses to change or delete a record."
            ),
            "audit:event-list",
            _("Recorded actions"),
        ),
        Entry(
            _("How do I check the chain?"),
            _(
                "Records are sealed in batches, each batch carries the digest of the one before. Download the chain and check it with "
                "the script beside it: it needs nothing of this portal."
            ),
            "audit:chain",
            _("Sealed records"),
        ),
        Entry(
            _("How do I compute a contest again?"),
            _(
                "Each ranking has an archive with its inputs and a script that computes it anew and compares the digests."
            ),
            "grants:call-list",
            _("Calls"),
        ),
    ),
)
ACCESS = Topic(
    "accessibility",
    _("Accessibility and languages"),
    _("The portal is for everybody, on any device."),
    (
        Entry(
            _("Does it work with a keyboard and a screen reader?"),
            _(
                "Yes, every page, also without JavaScript, at 200 % zoom and on a narrow phone. Each page is tested for it at every change."
            ),
        ),
        Entry(
            _("In which languages?"),
            _(
                "Kazakh, Russian and English; the language stands in the address and is changed at the top of each page. What people "
                "write is shown in the language in which they wrote it."
            ),
        ),
        Entry(
            _("Something does not work. Whom do I tell?"),
            _(
                "The body that runs the contest, tender or council: its page has the way to reach it. Say which page it was and what you did."
            ),
            "registry:body-list",
            _("State bodies"),
        ),
    ),
)
TOPICS: dict[str, Topic] = {
    topic.code: topic for topic in (NGO, CITIZEN, EXPERT, OFFICER, COUNCIL, MACHINES, AUDITOR, ACCESS)
}
