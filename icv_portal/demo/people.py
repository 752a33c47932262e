"""Who signs in to the demo. One password for everybody, known to everybody: never on an installation in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.demo.organizations import CUSTOMERS, ENTERED_AT, ORGANIZATIONS

DEMO_PASSWORD = "icv-demo-2027"
MEMBER_SINCE = date(2025, 6, 16)
POSITIONS = {
    Role.DRAFTER: ("Сатып алу бөлімінің бас маманы", "Главный специалист отдела закупок"),
    Role.SIGNATORY: ("Басқарма төрағасы", "Председатель правления"),
    Role.COMPANY_ADMINISTRATOR: ("Ақпараттық жүйелер әкімшісі", "Администратор информационных систем"),
    Role.REGULATOR_REVIEWER: ("Бас сарапшы", "Главный эксперт"),
    Role.REGULATOR_REGISTRAR: ("Құжаттамалық қамтамасыз ету маманы", "Специалист по документационному обеспечению"),
    Role.REGULATOR_HEAD: ("Төраға орынбасары", "Заместитель председателя"),
    Role.AUTHORIZED_BODY_REVIEWER: (
        "Елішілік құндылықты дамыту басқармасының бас сарапшысы",
        "Главный эксперт управления развития внутристрановой ценности",
    ),
    Role.AUTHORIZED_BODY_REGISTRAR: (
        "Құжаттамалық қамтамасыз ету маманы",
        "Специалист по документационному обеспечению",
    ),
    Role.AUTHORIZED_BODY_HEAD: ("Департамент директоры", "Директор департамента"),
    Role.AUDITOR: ("Мемлекеттік аудитор", "Государственный аудитор"),
    Role.PORTAL_ADMINISTRATOR: ("Портал әкімшісі", "Администратор портала"),
}

DEPUTY = ("Департамент директорының орынбасары", "Заместитель директора департамента")


@dataclass(frozen=True)
class Person:
    """`name` begins the e-mail, the organisation's code ends it."""

    name: str
    full_name: str
    organization: str
    role: Role
    language: str = "kk"
    is_deputy: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@{self.organization}.example"


OFFICIALS = (
    Person("reviewer", "Нұрсеит Гүлнар Сейтқызы", "regulator", Role.REGULATOR_REVIEWER),
    Person("registrar", "Әбдіқадыр Мирас Талғатұлы", "regulator", Role.REGULATOR_REGISTRAR),
    Person("head", "Тұрлыбек Ерлан Қасымұлы", "regulator", Role.REGULATOR_HEAD),
    Person("reviewer", "Ли Ольга Викторовна", "department", Role.REGULATOR_REVIEWER, "ru"),
    Person("registrar", "Сұлтан Айжан Бекқызы", "department", Role.REGULATOR_REGISTRAR),
    Person("head", "Қойшыбай Дәурен Маратұлы", "department", Role.REGULATOR_HEAD),
    Person("reviewer", "Мырзахмет Әсел Ерланқызы", "authorized-body", Role.AUTHORIZED_BODY_REVIEWER),
    Person("registrar", "Орынбасар Данияр Саматұлы", "authorized-body", Role.AUTHORIZED_BODY_REGISTRAR),
    Person("head", "Жанғабыл Серік Болатұлы", "authorized-body", Role.AUTHORIZED_BODY_HEAD),
    Person("deputy", "Исабек Гүлмира Асанқызы", "authorized-body", Role.AUTHORIZED_BODY_HEAD, is_deputy=True),
    Person("auditor", "Ким Елена Сергеевна", "oversight", Role.AUDITOR, "ru"),
    Person("administrator", "Бекмұрат Арман Ғалымұлы", "portal", Role.PORTAL_ADMINISTRATOR),
)
# code of the customer: drafter, signatory, language of both
TEAMS = {
    "kunqala": ("Әлімжан Айгерім Нұрланқызы", "Сәдуақас Бақыт Оразұлы", "kk"),
    "bulaqty": ("Төлеген Әлия Маратқызы", "Жұмабай Қайрат Сәкенұлы", "kk"),
    "shyndar": ("Иванова Марина Петровна", "Досжан Мұрат Ескендірұлы", "ru"),
    "zhelqaiyq": ("Рахым Самал Дәуренқызы", "Петренко Андрей Васильевич", "ru"),
    "sarqyrama": ("Қуаныш Жанар Асқарқызы", "Әбілда Нұржан Тілекұлы", "kk"),
    "quat-arnasy": ("Смағұл Дина Қанатқызы", "Байжан Темірлан Әділұлы", "kk"),
    "altyn-zhota": ("Соколова Анна Игоревна", "Оспан Рүстем Болатұлы", "ru"),
    "zhartas": ("Ержан Мадина Талғатқызы", "Кравцов Сергей Николаевич", "ru"),
    "qarlygash": ("Мұқан Әсем Русланқызы", "Тілеу Азамат Серікұлы", "kk"),
    "kokzhiek": ("Волкова Татьяна Юрьевна", "Шаймерден Ғани Ермекұлы", "ru"),
    "munarly": ("Сейдахмет Лаура Бауыржанқызы", "Қалижан Олжас Дулатұлы", "kk"),
    "samgau": ("Ахмет Камила Тимурқызы", "Ниязбек Дархан Әлібекұлы", "kk"),
    "kendala": ("Пак Виктория Олеговна", "Сағындық Ербол Жақсылықұлы", "ru"),
    "aqtolqyn": ("Өтеген Гаухар Мейрамқызы", "Қыдырбай Асхат Нұрболұлы", "kk"),
    "temirqazyq": ("Морозова Ирина Алексеевна", "Бекен Тоқтар Ілиясұлы", "ru"),
    "shugyla": ("Жақып Динара Ержанқызы", "Шмидт Виктор Андреевич", "ru"),
    "aidynkol": ("Сапар Нұргүл Айдарқызы", "Ыбырай Марат Қуандықұлы", "kk"),
}
COMPANY_ADMINISTRATORS = (
    Person("administrator", "Есен Бекзат Нұрланұлы", "kunqala", Role.COMPANY_ADMINISTRATOR),
    Person("administrator", "Дүйсен Алмас Ерікұлы", "altyn-zhota", Role.COMPANY_ADMINISTRATOR, "ru"),
)


def _team(code: str) -> tuple[Person, Person]:
    drafter, signatory, language = TEAMS[code]
    return (
        Person("drafter", drafter, code, Role.DRAFTER, language),
        Person("signatory", signatory, code, Role.SIGNATORY, language),
    )


PEOPLE = (*(person for one in CUSTOMERS for person in _team(one.code)), *COMPANY_ADMINISTRATORS, *OFFICIALS)
SECOND_MEMBERSHIPS = ((_team("altyn-zhota")[0], "qarlygash", Role.DRAFTER),)
"""People who act for a second organisation too: they switch in the header."""


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str
    organization: str


def sign_ins() -> list[SignIn]:
    """One person for each role, then those with two memberships."""
    names = {one.code: one.name_en for one in ORGANIZATIONS}
    first_of_role = [next(person for person in PEOPLE if person.role is role) for role in Role]
    found = [SignIn(person.role.label.en, person.email, names[person.organization]) for person in first_of_role]
    for person, second, role in SECOND_MEMBERSHIPS:
        both = f"{names[person.organization]}; {names[second]}"
        found.append(SignIn(f"{role.label.en} in two companies", person.email, both))
    return found


Members = Mapping[tuple[str, Role], Membership]


def load_people(organizations: Mapping[str, Organization]) -> Members:
    """Everybody with a membership; returns the membership of each role in each organisation."""
    password = make_password(DEMO_PASSWORD)  # hashed once: hashing is slow on purpose
    users = {person.email: _user(person, password) for person in PEOPLE}
    members: dict[tuple[str, Role], Membership] = {}
    for person in PEOPLE:
        member = _member(users[person.email], organizations[person.organization], person.role, person.is_deputy)
        members.setdefault((person.organization, person.role), member)
    for person, second, role in SECOND_MEMBERSHIPS:
        _member(users[person.email], organizations[second], role)
    return members


def _user(person: Person, password: str) -> User:
    user = User(email=person.email, full_name=person.full_name, language=person.language, password=password)
    user.save_by(None, reason="demo", at=ENTERED_AT)
    return user


def _member(user: User, organization: Organization, role: Role, is_deputy: bool = False) -> Membership:
    position_kk, position_ru = DEPUTY if is_deputy else POSITIONS[role]
    membership = Membership(
        user=user,
        organization=organization,
        role=role,
        position=position_kk,
        position_ru=position_ru,
        is_deputy=is_deputy,
        valid_from=MEMBER_SINCE,
        basis="2025 жылғы 16 маусымдағы № 48-ж/қ бұйрық",
    )
    membership.save_by(None, reason="demo", at=ENTERED_AT)
    return membership
