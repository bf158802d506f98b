"""Names that notebooks used before a chart and its module had one name.

A notebook that was written with them, in this project or in another, runs as it did. No module
and no notebook of this project uses them.
"""

from standards_report.display.charts.forest_plot import forest_plot as stated_by_group
from standards_report.display.charts.forest_plot import forest_sections as in_sections
from standards_report.display.charts.grouped_bars import grouped_bars as paired_bars
from standards_report.display.charts.model_curve import model_curve as published_and_model
from standards_report.display.charts.over_time.chronology import chronology as chronicle
from standards_report.display.charts.over_time.event_timeline import event_timeline as dated_marks
from standards_report.display.charts.over_time.points_over_time import (
    points_over_time as stated_points,
)
from standards_report.display.charts.over_time.ranges_over_time import (
    ranges_over_time as stated_spans,
)
from standards_report.display.charts.over_time.small_multiples import (
    small_multiples as stated_panels,
)
from standards_report.display.charts.over_time.tenure_bars import tenure_bars as tenures
from standards_report.display.charts.part_of_whole_bars import part_of_whole_bars as portion_bars
from standards_report.display.charts.share_bars import share_bars as share_ladder
from standards_report.display.emitter import Emitter as Page
from standards_report.display.emitter import name_part as slug

__all__ = [
    "Page",
    "chronicle",
    "dated_marks",
    "in_sections",
    "paired_bars",
    "portion_bars",
    "published_and_model",
    "share_ladder",
    "slug",
    "stated_by_group",
    "stated_panels",
    "stated_points",
    "stated_spans",
    "tenures",
]
