"""Findings and recommendations for the small project: their tables, as the real schema has them."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from tests.conftest import ROOT, SmallProject

TABLES: Mapping[str, str] = {
    "findings": "id,position,topic,statement,sections,author,source,locator,line,standing,"
    "standing_because,note\n"
    "finding.1,1,itu,China has more members than Japan,Members,,register,Page 3,,,,\n"
    "finding.2,2,itu,Membership of China grew fast,Members,,register,Page 3,,,,\n",
    "finding_evidence": "id,finding,section,item,claim,bearing,tests,would_lose,note\n"
    "e.1.place,finding.1,sec-by-country,,,,,,\n"
    "e.1.order,finding.1,,,members.order,supports,direction,“more”,\n"
    "e.2.place,finding.2,sec-by-country,,,,,,\n"
    "e.2.growth,finding.2,,,members.growth,supports,size,“fast”,\n"
    "e.2.order,finding.2,,,members.order,supports,premise,that it is large,\n",
    "recommendations": "id,position,group,group_position,addressee,statement,effect,listed_line,"
    "author,source,locator,line,standing,standing_because,note\n"
    "recommendation.1,1,transparency,1,Everybody,Count the members,They are known,7,,register,"
    "Page 9,,,,\n",
    "recommendation_evidence": "id,recommendation,finding,claim,bearing,tests,would_lose,note\n"
    "r.1.finding.1,recommendation.1,finding.1,,,,,\n",
}
_SECTIONS = """
## Findings {#sec-findings}

{{< embed /_executed/generated.ipynb#findings-cards >}}

{{< embed /_executed/generated.ipynb#findings-added >}}

## Recommendations {#sec-recommendations-transparency}

{{< embed /_executed/generated.ipynb#evidence-grades >}}

{{< embed /_executed/generated.ipynb#recommendations-transparency >}}

## This report's own {#sec-recommendations-own}

{{< embed /_executed/generated.ipynb#recommendations-own >}}
"""


def with_statements(project: SmallProject) -> SmallProject:
    """The project with two findings, a recommendation and a section for each."""
    package = yaml.safe_load((ROOT / "data" / "datapackage.yaml").read_text(encoding="utf-8"))
    taken = [table for table in package["resources"] if table["name"] in TABLES]
    text = yaml.safe_dump(taken, sort_keys=False, allow_unicode=True)
    project.append(
        "data/datapackage.yaml", "\n" + "".join(f"  {line}\n" for line in text.split("\n"))
    )
    for name, rows in TABLES.items():
        (project.root / "data" / f"{name}.csv").write_text(rows, encoding="utf-8")
    project.append("chapters/members.qmd", _SECTIONS)
    return project


def open_later(project: SmallProject, japan: int) -> None:
    """Opens the edition 2031, which sees `later_members`, beside one that is not released."""
    later_members(project, japan)
    first = (project.root / "editions/2030.yml").read_text(encoding="utf-8")
    later = first.replace("2030", "2031") + 'previous: "2030"\n'
    (project.root / "editions/2031.yml").write_text(later, encoding="utf-8")
    project.replace("_quarto.yml", 'default: "2030"', 'default: "2031"')


def later_members(project: SmallProject, japan: int) -> None:
    """Members that the edition 2031 sees: of China 99, and of Japan that many.

    The order of both turns where Japan has more. The sentence on growth, which China's number
    makes false, is put right.
    """
    project.append(
        "data/itu_members.csv",
        f"m.jpn.2031,2031-03,ITU,JPN,total,{japan},,,count,exact,later,Page 1,,\n",
    )
    project.replace(
        "data/claims.csv",
        ",itu.members.CHN.times,2.5,times,0.05,",
        ",itu.members.CHN.times > 2,,,,",
    )
    project.replace("data/claims.csv", "grew two and a half times", "more than doubled")
