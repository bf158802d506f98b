-- A sentence that rests on a claim carries a quiet mark that leads to the ledger. On pages the
-- mark opens a note: what the claim says, what the data say, its verdict, and what it rests on. Its rule,
-- which reads as code, is in the ledger. Elsewhere it is the number of the claim, which the ledger in the appendix prints.
local report = require("./report")

local uses = 0

local function part(class, content)
  return pandoc.Span(content, pandoc.Attr("", { class }))
end

local function line(label, content)
  local inlines = pandoc.Inlines({ part("claim-note-label", { pandoc.Str(label .. ": ") }) })
  inlines:extend(content)
  return part("claim-note-line", inlines)
end

local function basis(claim)
  local links = pandoc.Inlines({})
  for at, one in ipairs(claim.basis) do
    if at > 4 then
      break
    end
    if at > 1 then
      links:extend({ pandoc.Str(","), pandoc.Space() })
    end
    links:insert(pandoc.Link(one.label, report.address(one.address)))
  end
  if #claim.basis > 4 then
    links:extend({ pandoc.Space(), pandoc.Str("and others") })
  end
  return links
end

local function note(claim, id, target)
  local lines = pandoc.Inlines({
    part("claim-note-line", { pandoc.Strong({ pandoc.Str(claim.title) }) }),
    line("Says", { pandoc.Str(claim.statement) }),
  })
  lines:insert(line("The data say", { pandoc.Str(claim.finding) }))
  if #claim.basis > 0 then
    lines:insert(line("Rests on", basis(claim)))
  end
  lines:insert(part("claim-note-line", { pandoc.Link("How it is checked", target) }))
  return pandoc.Span(lines, pandoc.Attr(id, { "claim-note" }, { { "role", "note" } }))
end

local function on_page(span, claim, id)
  uses = uses + 1
  local target = report.address(report.index().ledger) .. "#claim-" .. claim.anchor
  local about = "claim-note-" .. uses
  local attributes = { { "aria-label", claim.title }, { "aria-describedby", about } }
  local mark = pandoc.Link("※", target, "", pandoc.Attr("", { "claim-mark" }, attributes))
  -- Lists of pairs: the order of a table with keys differs from run to run.
  span.attributes = {
    { "data-claim", id },
    { "data-outcome", claim.outcome },
    { "data-stated", claim.stated },
    { "data-computed", claim.computed },
  }
  local place = pandoc.Attr("", { "claim-place" })
  return { span, pandoc.Span({ mark, note(claim, about, target) }, place) }
end

-- In Typst the number leads to the ledger, where there is one in the document.
local function in_typst(span, claim, stale)
  local reference = string.format(
    "#context { let mark = super(size: 0.65em)[%s]; "
      .. "if query(<claim-%s>).len() > 0 { link(<claim-%s>, mark) } else { mark } }",
    claim.number,
    claim.anchor,
    claim.anchor
  )
  local content = pandoc.Inlines({})
  if stale then
    content:insert(pandoc.RawInline("typst", '#text(fill: rgb("#a4201c"))['))
  end
  content:extend(span.content)
  if stale then
    content:insert(pandoc.RawInline("typst", "]"))
  end
  content:insert(pandoc.RawInline("typst", reference .. "#h(0pt)"))
  return content
end

local function mark_claim(span)
  local id = span.attributes["data-claim"] or span.attributes["claim"]
  local claim = span.classes:includes("claim") and report.index().claims[id]
  if not claim then
    return nil
  end
  local why = span.attributes["data-disputed"]
  local carried = claim.outcome ~= "fails" and claim.outcome ~= "not computable"
  span.attributes["data-disputed"] = nil
  if why and not carried then
    span.content:extend({ pandoc.Space(), pandoc.Emph({ pandoc.Str("(disputed: " .. why .. ")") }) })
  end
  local disputed = why or span.classes:includes("disputed")
  local stale = claim.outcome == "fails" and not disputed
  span.classes = stale and { "claim", "claim-stale" } or { "claim" }
  if report.can("popups") then
    return on_page(span, claim, id)
  end
  if report.can("typst") then
    return in_typst(span, claim, stale)
  end
  local content = stale and pandoc.Inlines({ pandoc.Strong(span.content) }) or span.content
  content:insert(pandoc.Superscript({ pandoc.Str(claim.number) }))
  return content
end

-- A rule as it is evaluated, which a page shows when it is asked for.
local function on_demand(span)
  if not span.classes:includes("rule-on-demand") then
    return nil
  end
  if not report.can("scripts") then
    return pandoc.Inlines({})
  end
  local content = pandoc.Inlines({ pandoc.RawInline("html", '<details class="rule"><summary>Rule</summary>') })
  content:extend(span.content)
  content:insert(pandoc.RawInline("html", "</details>"))
  return content
end

-- HTML has no paragraph around what opens.
local function around_rule(para)
  local found = false
  para:walk({
    Span = function(span)
      found = found or span.classes:includes("rule-on-demand")
    end,
  })
  if not found or not report.can("scripts") then
    return nil
  end
  return pandoc.Div({ pandoc.Plain(para.content) }, { class = "with-rule" })
end

-- A part that a page opens when it is asked for; its first block is its name.
local function fold(div)
  if not report.can("scripts") or not div.classes:includes("foldable") then
    return nil
  end
  local blocks = pandoc.Blocks({ pandoc.RawBlock("html", '<details class="foldable"><summary>') })
  for at, block in ipairs(div.content) do
    if at == 1 then
      blocks:insert(pandoc.Plain(block.content[1].content))
      blocks:insert(pandoc.RawBlock("html", "</summary>"))
    else
      blocks:insert(block)
    end
  end
  blocks:insert(pandoc.RawBlock("html", "</details>"))
  return blocks
end

-- In Typst, the name of a section stays with the table or list that follows it.
local function keep_section(div)
  if not report.can("typst") or not div.classes:includes("ledger-section") then
    return nil
  end
  local open = "#block(sticky: true, above: 1.6em, below: 0.8em)["
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", open) })
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

return { { Para = around_rule }, { Span = on_demand, Div = fold }, { Span = mark_claim, Div = keep_section } }
