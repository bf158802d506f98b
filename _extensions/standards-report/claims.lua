-- A sentence that rests on a claim carries a quiet mark that leads to the ledger.
local report = require("./report")

local function mark_claim(span)
  local id = span.attributes["data-claim"] or span.attributes["claim"]
  local claim = span.classes:includes("claim") and report.index().claims[id]
  if not claim then
    return nil
  end
  -- Lists of pairs: the order of a table with keys differs from run to run.
  span.attributes = { { "data-claim", id }, { "data-outcome", claim.outcome } }
  span.classes = { "claim" }
  if not report.is_html then
    return nil
  end
  local attributes = { { "title", claim.title }, { "aria-label", claim.title } }
  local target = report.address(report.index().ledger) .. "#claim-" .. claim.anchor
  local mark = pandoc.Link("※", target, "", pandoc.Attr("", { "claim-mark" }, attributes))
  return { span, mark }
end

return { { Span = mark_claim } }
