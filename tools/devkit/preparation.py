"""What has to be there before anything of the portal can start: packages, fonts, catalogues, static files."""

from . import commands, environment, node, stamps, system_libraries
from .locks import waiting_for
from .places import FONTS, NODE_MODULES, PACKAGES_LOCK, PYTHON, ROOT, STATIC, VAR
from .progress import Failure, step

COMPILED = VAR / "catalogues"  # holds a stamp only; the compiled catalogues lie beside their sources


def prepare(needs: tuple[system_libraries.Need, ...]) -> None:
    """Install what is missing and compile what is compiled; another command that does the same is waited for."""
    system_libraries.prepare(needs)
    with waiting_for(VAR / "preparation.lock"):
        install_packages()
        compile_catalogues()
        make_fonts()


def install_packages() -> None:
    if node.npm_needs_the_environment():
        environment.prepare()
        node.prepare()
        return
    commands.at_the_same_time(environment.prepare, node.prepare)


def compile_catalogues() -> None:
    sources = [
        file for place in ("icv_portal/locale", "icv_portal/locale_libraries") for file in (ROOT / place).rglob("*.po")
    ]
    made_from = stamps.digest(*sorted(sources))
    all_there = all(source.with_suffix(".mo").exists() for source in sources)
    if all_there and stamps.is_current(COMPILED, made_from):
        return
    with step("catalogues"):
        commands.run([PYTHON, "-m", "tools.catalogue", "compile"])
        stamps.mark(COMPILED, made_from)


def make_fonts() -> None:
    made_from = stamps.digest(ROOT / "tools/fonts.py", NODE_MODULES / stamps.NAME)
    if stamps.is_current(FONTS, made_from):
        return
    with step("fonts for the screen"):
        commands.run([PYTHON, "-m", "tools.fonts"])
        stamps.mark(FONTS, made_from)


def collect_static_files(settings: dict[str, str]) -> None:
    """Collect them for the portal with these settings, if they changed."""
    with waiting_for(VAR / "preparation.lock"):
        made_from = digest_of_static_files()
        if stamps.is_current(STATIC, made_from):
            return
        if commands.run_shown([PYTHON, "-m", "tools.prepare", "--static"], env=settings) != 0:
            raise Failure("The static files could not be collected; what is above tells why.")
        stamps.mark(STATIC, made_from)


def digest_of_static_files() -> str:
    """Changes whenever collectstatic would find something else."""
    own = sorted({*ROOT.glob("*/static"), *ROOT.glob("icv_portal/*/static")} - {STATIC})
    settings = ROOT / "icv_portal/settings.py"
    how = (ROOT / "tools/prepare.py", ROOT / "icv_portal/static_files.py")
    return stamps.digest(
        str(STATIC), *own, settings, *how, PACKAGES_LOCK, NODE_MODULES / stamps.NAME, FONTS / stamps.NAME
    )
