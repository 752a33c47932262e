"""What happened to each program of the demo: every state of the procedure, some in time and some late."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from icv_portal.demo import refusals, registers
from icv_portal.demo.attachments import JUSTIFICATION_OF_TARGETS, LETTER_OF_A_PRODUCER
from icv_portal.demo.contents.figures import ContractPlan, Figures
from icv_portal.demo.contents.heat_networks import HEAT_NETWORKS
from icv_portal.demo.contents.metallurgy import METALLURGY
from icv_portal.demo.contents.mining import MINING
from icv_portal.demo.contents.plants import PLANTS
from icv_portal.demo.contents.power_networks import POWER_NETWORKS
from icv_portal.demo.contents.program_contents import ProgramContents
from icv_portal.demo.contents.transport import TRANSPORT
from icv_portal.demo.half_filled import half_filled
from icv_portal.demo.moments import Present, period_planned_on
from icv_portal.demo.story import Storyteller


def _plan(*quantities: int, amount: int, applications: int | None = None) -> ContractPlan:
    return ContractPlan(quantities, Decimal(amount), applications)


@dataclass(frozen=True)
class Histories:
    """Each method tells one program. `ago(17, "10:05")` is the moment seventeen working days before today."""

    tell: Storyteller
    present: Present

    def ago(self, working_days: int, clock: str) -> datetime:
        return self.present.ago(working_days, clock)

    @property
    def planned(self) -> int:
        """First year of the period everybody works on today."""
        return period_planned_on(self.present.today)

    def all(self) -> None:
        self.empty_draft()
        self.half_filled_draft()
        self.complete_draft()
        self.with_regulator()
        self.overdue_at_the_department()
        self.first_consideration_of_a_subsoil_user()
        self.overdue_at_the_authorized_body()
        self.handed_over_by_the_regulator()
        self.rework_on_two_grounds()
        self.rework_overdue()
        self.second_round()
        self.refused_by_the_regulator_first()
        self.agreed()
        self.adopted_in_time()
        self.adopted_after_both_bodies()
        self.adopted_late()
        self.withdrawn()

    def empty_draft(self) -> None:
        self.tell.open("aidynkol", self.planned, at=self.ago(2, "11:20"))

    def half_filled_draft(self) -> None:
        story = self.tell.open(
            "qarlygash",
            self.planned,
            at=self.ago(9, "10:15"),
            rights=[("licence", "118-ML", date(2022, 4, 12))],
        )
        at = self.ago(3, "15:30")
        contents = ProgramContents(MINING, Figures(goods=7_350, works=3_900, services=2_150))
        frame = story.frame(at)
        rows = half_filled(contents.rows(frame), first_year=self.planned, last_baseline_year=frame.baseline_years[-1])
        story.write_rows(rows, at=at)
        story.attach(JUSTIFICATION_OF_TARGETS, at=self.ago(2, "09:40"))
        story.enter_contract(registers.EXPLOSIVES, at=self.ago(2, "10:05"))
        lining = story.enter_contract(registers.LINING, at=self.ago(2, "10:10"))
        story.end_contract(lining, date(self.planned - 2, 12, 20), at=self.ago(2, "10:12"))
        story.enter_applications(list(registers.of_a_mine())[-3:], at=self.ago(2, "10:20"))
        story.import_mistaken(contents, at=self.ago(2, "09:55"))
        story.import_planned(contents, at=self.ago(2, "10:05"))
        story.import_actual(contents, at=self.ago(2, "10:20"))

    def complete_draft(self) -> None:
        """Returned by the signatory once; since yesterday it is ready for signature again."""
        story = self.tell.open("temirqazyq", self.planned, at=self.ago(14, "09:50"))
        figures = Figures(
            goods=92_400,
            works=18_300,
            services=21_700,
            guaranteed_purchase=_plan(1, 1, 1, amount=640, applications=5),
            offtake=_plan(0, 1, 0, amount=2_900, applications=1),
        )
        story.write(ProgramContents(PLANTS, figures), at=self.ago(4, "10:30"))
        story.enter_contract(registers.BRICKS, at=self.ago(3, "11:10"))
        story.enter_contract(registers.LINING, at=self.ago(3, "11:25"))
        castings = story.enter_contract(registers.CASTINGS, at=self.ago(3, "11:40"))
        story.end_contract(castings, date(self.planned - 2, 12, 31), at=self.ago(3, "11:45"))
        story.declare_ready(at=self.ago(3, "16:20"))
        story.return_draft(
            "В описании проблемных вопросов назовите поставщиков, с которыми ведутся переговоры.",
            at=self.ago(2, "11:40"),
        )
        story.declare_ready(at=self.ago(1, "15:10"))

    def with_regulator(self) -> None:
        """Due in three working days; the reviewer has prepared the agreement."""
        story = self.tell.open("kunqala", self.planned, at=self.ago(31, "09:35"), languages=["kk"])
        figures = Figures(
            goods=6_240,
            works=4_870,
            services=1_960,
            guaranteed_purchase=_plan(2, 2, 2, amount=310, applications=4),
            offtake=_plan(0, 1, 0, amount=520, applications=1),
        )
        story.write(ProgramContents(HEAT_NETWORKS, figures), at=self.ago(20, "10:00"))
        story.submit(at=self.ago(12, "16:42"))
        story.prepare("agreed", at=self.ago(1, "15:05"))

    def overdue_at_the_department(self) -> None:
        """Submitted after hours, so registered a working day later; the term ended the day before yesterday."""
        story = self.tell.open("bulaqty", self.planned, at=self.ago(40, "11:10"))
        figures = Figures(
            goods=980, works=610, services=240, guaranteed_purchase=_plan(1, 1, 1, amount=85, applications=2)
        )
        story.write(ProgramContents(HEAT_NETWORKS, figures, activities=2), at=self.ago(25, "14:00"))
        story.submit(at=self.ago(18, "18:47"))

    def first_consideration_of_a_subsoil_user(self) -> None:
        """A contract and two licences, forty-two planned purchases; due in nine working days.

        Told yesterday that the body means to refuse: the customer may answer until tomorrow.
        """
        rights = [
            ("contract", "1842-ТПИ", date(2005, 9, 6)),
            ("licence", "27-ML", date(2020, 5, 19)),
            ("licence", "63-ML", date(2023, 8, 2)),
        ]
        story = self.tell.open("altyn-zhota", self.planned, at=self.ago(36, "10:20"), rights=rights)
        figures = Figures(
            goods=21_600,
            works=12_900,
            services=8_400,
            guaranteed_purchase=_plan(2, 2, 2, amount=1_150, applications=5),
            offtake=_plan(0, 1, 1, amount=1_900, applications=2),
            contract_purchase=_plan(0, 1, 0, amount=5_400),
            local_weights=(Decimal(1), Decimal("1.2"), Decimal("0.8")),
        )
        contents = ProgramContents(MINING, figures)
        story.write(contents, at=self.ago(21, "09:40"))
        story.import_planned(contents, at=self.ago(20, "11:10"))
        story.enter_contract(registers.EXPLOSIVES, at=self.ago(14, "11:05"))
        story.enter_contract(registers.GRINDING_BALLS, at=self.ago(14, "11:20"))
        story.enter_applications(registers.of_a_mine(), at=self.ago(13, "15:10"))
        story.attach(JUSTIFICATION_OF_TARGETS, at=self.ago(12, "10:15"))
        story.attach(LETTER_OF_A_PRODUCER, at=self.ago(12, "10:20"))
        story.submit(at=self.ago(11, "17:55"))
        story.prepare("refused", grounds=[refusals.understated_targets(story)], at=self.ago(3, "15:20"))
        story.decide_preliminarily([refusals.understated_targets(story)], at=self.ago(1, "11:30"))

    def overdue_at_the_authorized_body(self) -> None:
        rights = [("contract", "2290-ТПИ", date(2008, 3, 20))]
        story = self.tell.open("zhartas", self.planned, at=self.ago(47, "12:05"), rights=rights, languages=["ru"])
        figures = Figures(
            goods=13_450,
            works=7_100,
            services=4_800,
            guaranteed_purchase=_plan(1, 2, 2, amount=760, applications=3),
            offtake=_plan(0, 0, 1, amount=1_300, applications=1),
        )
        story.write(ProgramContents(MINING, figures, activities=3), at=self.ago(30, "10:10"))
        story.submit(at=self.ago(22, "11:32"))
        story.prepare("agreed", at=self.ago(6, "17:20"))

    def handed_over_by_the_regulator(self) -> None:
        story = self.tell.open("zhelqaiyq", self.planned, at=self.ago(44, "10:45"))
        figures = Figures(
            goods=14_820,
            works=9_300,
            services=3_640,
            guaranteed_purchase=_plan(3, 3, 3, amount=420, applications=7),
            offtake=_plan(0, 1, 1, amount=680, applications=2),
            contract_purchase=_plan(0, 0, 1, amount=3_200),
        )
        story.write(ProgramContents(POWER_NETWORKS, figures), at=self.ago(30, "09:20"))
        story.submit(at=self.ago(20, "14:25"))
        story.prepare("agreed", at=self.ago(10, "16:00"))
        story.agree(at=self.ago(8, "12:15"))

    def rework_on_two_grounds(self) -> None:
        """The customer has four working days left."""
        rights = [("contract", "1170-ТПИ", date(2001, 11, 14)), ("licence", "9-ML", date(2019, 10, 30))]
        story = self.tell.open("kokzhiek", self.planned, at=self.ago(39, "09:15"), rights=rights)
        figures = Figures(
            goods=38_900,
            works=16_400,
            services=11_200,
            guaranteed_purchase=_plan(2, 2, 2, amount=940, applications=5),
            offtake=_plan(1, 0, 0, amount=2_100, applications=1),
            local_weights=(Decimal(1), Decimal("1.1")),
        )
        contents = ProgramContents(METALLURGY, figures)
        story.write(contents.understated(), at=self.ago(28, "10:35"))
        story.submit(at=self.ago(21, "15:50"))
        story.prepare("refused", grounds=refusals.both_grounds(story), at=self.ago(13, "11:40"))
        story.decide_preliminarily(refusals.both_grounds(story), at=self.ago(11, "10:15"))
        story.object(refusals.OBJECTION, asks_for_hearing=True, at=self.ago(9, "16:50"))
        story.keep_minutes(refusals.MINUTES, at=self.ago(8, "12:00"))
        story.refuse(refusals.both_grounds(story), at=self.ago(6, "16:30"))

    def rework_overdue(self) -> None:
        story = self.tell.open("sarqyrama", self.planned, at=self.ago(48, "10:00"), languages=["kk"])
        figures = Figures(
            goods=2_760,
            works=1_480,
            services=690,
            guaranteed_purchase=_plan(1, 1, 1, amount=140, applications=3),
            contract_purchase=_plan(0, 1, 0, amount=900),
        )
        story.write(ProgramContents(POWER_NETWORKS, figures, activities=3).understated(), at=self.ago(36, "11:00"))
        story.submit(at=self.ago(25, "10:12"))
        story.decide_preliminarily([refusals.understated_targets(story)], at=self.ago(16, "10:40"))
        story.refuse([refusals.understated_targets(story)], at=self.ago(11, "18:05"))

    def second_round(self) -> None:
        """The body reconsiders what it has refused: ten working days, five of them left."""
        rights = [("contract", "1533-ТПИ", date(2004, 6, 25))]
        story = self.tell.open("munarly", self.planned, at=self.ago(45, "09:30"), rights=rights)
        figures = Figures(
            goods=64_300,
            works=27_500,
            services=19_800,
            guaranteed_purchase=_plan(2, 2, 2, amount=1_480, applications=6),
            offtake=_plan(1, 0, 1, amount=3_300, applications=2),
            contract_purchase=_plan(0, 1, 0, amount=9_600),
        )
        contents = ProgramContents(METALLURGY, figures)
        story.write(contents.understated(), at=self.ago(34, "13:00"))
        story.submit(at=self.ago(30, "10:48"))
        story.prepare("refused", grounds=refusals.both_grounds(story), at=self.ago(22, "17:10"))
        story.decide_preliminarily(refusals.both_grounds(story), at=self.ago(20, "11:05"))
        story.refuse(refusals.both_grounds(story), at=self.ago(14, "12:20"))
        story.rework(contents, at=self.ago(8, "10:00"))
        story.resubmit(at=self.ago(5, "17:38"))

    def refused_by_the_regulator_first(self) -> None:
        """A five-year program; two rounds at the regulator, and the authorized body still has its twenty days."""
        story = self.tell.open("quat-arnasy", self.planned, at=self.ago(60, "09:40"), years=5)
        figures = Figures(
            goods=27_900,
            works=24_200,
            services=9_900,
            guaranteed_purchase=_plan(3, 2, 2, amount=870, applications=6),
            offtake=_plan(1, 0, 0, amount=1_900, applications=2),
            contract_purchase=_plan(0, 1, 0, amount=7_800),
        )
        contents = ProgramContents(POWER_NETWORKS, figures)
        story.write(contents.understated(), at=self.ago(45, "10:10"))
        story.submit(at=self.ago(38, "11:25"))
        story.prepare("refused", grounds=[refusals.understated_targets(story)], at=self.ago(32, "15:00"))
        story.decide_preliminarily([refusals.understated_targets(story)], at=self.ago(30, "09:30"))
        story.refuse([refusals.understated_targets(story)], at=self.ago(24, "17:00"))
        story.rework(contents, at=self.ago(18, "09:30"))
        story.resubmit(at=self.ago(15, "23:40"))
        story.prepare("agreed", at=self.ago(8, "14:00"))
        story.agree(at=self.ago(6, "16:16"))

    def agreed(self) -> None:
        """Of the group to which art. 46 does not apply; waits for the customer's order."""
        story = self.tell.open("samgau", self.planned, at=self.ago(38, "11:45"))
        figures = Figures(goods=33_100, works=9_700, services=14_600)
        story.write(ProgramContents(TRANSPORT, figures), at=self.ago(26, "10:20"))
        story.submit(at=self.ago(19, "16:04"))
        story.prepare("agreed", at=self.ago(5, "10:30"))
        story.agree(at=self.ago(3, "17:45"))

    def adopted_in_time(self) -> None:
        """Twelve activities in Table 2."""
        adopted_at = self.ago(15, "12:00")
        story = self.tell.open("kendala", period_planned_on(adopted_at.date()), at=self.ago(66, "10:05"))
        figures = Figures(
            goods=118_400,
            works=61_200,
            services=47_300,
            guaranteed_purchase=_plan(4, 3, 3, amount=2_350, applications=8),
            offtake=_plan(1, 1, 0, amount=2_700, applications=2),
            contract_purchase=_plan(1, 0, 0, amount=14_500),
        )
        story.write(ProgramContents(TRANSPORT, figures, activities=12), at=self.ago(48, "09:00"))
        story.submit(at=self.ago(40, "10:30"))
        story.prepare("agreed", at=self.ago(24, "15:15"))
        story.agree(at=self.ago(21, "11:50"))
        story.adopt("214-Ө", at=adopted_at)

    def adopted_after_both_bodies(self) -> None:
        adopted_at = self.ago(19, "17:10")
        story = self.tell.open("shyndar", period_planned_on(adopted_at.date()), at=self.ago(82, "10:00"))
        figures = Figures(
            goods=4_930,
            works=3_120,
            services=1_280,
            guaranteed_purchase=_plan(2, 2, 1, amount=240, applications=4),
            offtake=_plan(0, 1, 0, amount=410, applications=1),
        )
        story.write(ProgramContents(HEAT_NETWORKS, figures), at=self.ago(70, "10:25"))
        story.submit(at=self.ago(62, "09:44"))
        story.prepare("agreed", at=self.ago(52, "16:30"))
        story.agree(at=self.ago(50, "10:00"))
        story.prepare("agreed", at=self.ago(34, "12:40"))
        story.agree(at=self.ago(31, "18:20"))
        story.adopt("87-ж/қ", at=adopted_at)

    def adopted_late(self) -> None:
        """The period before the one planned now: after its 1 December, marked and not blocked.

        Since yesterday its customer has a draft of the period that follows, which starts from it.
        """
        adopted_at = self.ago(58, "15:25")
        first_year = period_planned_on(adopted_at.date()) - 1
        story = self.tell.open("shugyla", first_year, at=self.ago(112, "09:55"))
        figures = Figures(
            goods=46_800,
            works=15_600,
            services=13_900,
            guaranteed_purchase=_plan(1, 1, 1, amount=720, applications=3),
            offtake=_plan(1, 0, 0, amount=4_200, applications=1),
            contract_purchase=_plan(0, 0, 1, amount=6_900),
        )
        story.write(ProgramContents(PLANTS, figures), at=self.ago(98, "10:50"))
        story.submit(at=self.ago(88, "12:33"))
        story.prepare("agreed", at=self.ago(70, "11:00"))
        story.agree(at=self.ago(67, "16:55"))
        story.adopt("131", at=adopted_at)
        self.tell.open("shugyla", first_year + 3, at=self.ago(1, "11:45"), start_from=story)

    def withdrawn(self) -> None:
        """Taken back while with the authorized body; a new draft follows with everything in it."""
        story = self.tell.open("aqtolqyn", self.planned, at=self.ago(33, "10:40"))
        figures = Figures(
            goods=11_900,
            works=8_200,
            services=6_700,
            guaranteed_purchase=_plan(1, 1, 1, amount=390, applications=2),
            offtake=_plan(0, 1, 0, amount=820, applications=1),
        )
        story.write(ProgramContents(TRANSPORT, figures, activities=5), at=self.ago(23, "09:30"))
        story.submit(at=self.ago(16, "15:20"))
        story.withdraw(
            "Порттың инвестициялық бағдарламасы өзгерді: екінші айлақты кеңейту келесі жылға ауыстырылды, сондықтан "
            "жоспарлы сатып алулар мен нысаналы көрсеткіштер қайта есептеледі.",
            at=self.ago(7, "10:05"),
        )
