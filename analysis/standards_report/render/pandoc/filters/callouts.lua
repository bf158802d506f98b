-- Callouts of the embedded engine: a Div of class callout-note and its like, with its first
-- heading as title.
local report = require("./report")

local names = { note = "Note", tip = "Tip", warning = "Warning", important = "Important", caution = "Caution" }

local function kind_of(div)
  for kind in pairs(names) do
    if div.classes:includes("callout-" .. kind) then
      return kind
    end
  end
end

local function callout(div)
  local kind = kind_of(div)
  if not kind then
    return nil
  end
  local title = pandoc.Inlines(names[kind])
  if div.content[1] and div.content[1].t == "Header" then
    title = div.content[1].content
    div.content:remove(1)
  end
  if report.can("typst") then
    local content = pandoc.Blocks({ pandoc.RawBlock("typst", '#callout("' .. kind .. '")[') })
    content:insert(pandoc.Para({ pandoc.Strong(title) }))
    content:extend(div.content)
    content:insert(pandoc.RawBlock("typst", "]"))
    return content
  end
  local heading = pandoc.Div({ pandoc.Plain(title) }, pandoc.Attr("", { "callout-title" }))
  local content = pandoc.Blocks({ heading })
  content:extend(div.content)
  local attributes = { { "role", "note" }, { "aria-label", names[kind] } }
  return pandoc.Div(content, pandoc.Attr("", { "callout", "callout-" .. kind }, attributes))
end

return { { Div = callout } }
