from .domain.attribution import ATTRIBUTION_IN_WORDS as ATTRIBUTION_IN_WORDS
from .domain.attribution import attribute as attribute
from .domain.dates import in_words as in_words
from .domain.dates import months_between as months_between
from .domain.dates import parse_span as parse_span
from .domain.stages import STAGES as STAGES
from .study import Study as Study
from .study import open_study as open_study
