from .dry_run import print_plan as print_plan
from .naming.names_to_fill import UnknownNamesError as UnknownNamesError
from .naming.names_to_fill import unknown_table as unknown_table
from .plan import Answers as Answers
from .plan import IngestPlan as IngestPlan
from .plan import plan_ingest as plan_ingest
from .plan import write_plan as write_plan
from .registry import ADAPTERS as ADAPTERS
