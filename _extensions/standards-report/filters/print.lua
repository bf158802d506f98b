-- What print does in its own way, under both engines. In a block of the class `on-the-web`, a
-- figure or table keeps its number and its caption in the PDF, so that references find it, and
-- says where on the web it is. A block of the class `in-columns` is set in two columns there.
-- Pages show both as any other text.
local report = require("./report")

local function pointer(cell)
  local item = report.item((cell:gsub("^cell%-", "")))
  if not item then
    return nil
  end
  local target = report.address(item.page)
  local name = pandoc.Str(item.page)
  local words = pandoc.Inlines("On the web, with its data: ")
  words:insert(target and pandoc.Link(name, target) or name)
  words:insert(pandoc.Str("."))
  return pandoc.Blocks({ pandoc.Plain(words) })
end

-- Quarto numbers its floats later; the embedded engine has the numbers in the captions by now.
local function left_out(div)
  local words = pointer(div.attributes["notebook-cellId"] or "")
  if not div.classes:includes("quarto-embed-nb-cell") or not words then
    return nil
  end
  local function float(element)
    element.content = words
    return element
  end
  local function figure(element)
    return pandoc.Figure(words, element.caption, pandoc.Attr(element.identifier, { "on-the-web" }))
  end
  local function counted(element)
    local attributes = pandoc.Attr(element.identifier, { "on-the-web", "table" })
    return pandoc.Figure(words, element.caption, attributes)
  end
  return div.content:walk({ FloatRefTarget = float, Figure = figure, Table = counted })
end

local function on_the_web(div)
  if report.can("typst") and div.classes:includes("on-the-web") then
    return div.content:walk({ Div = left_out })
  end
end

local function in_columns(div)
  if not report.can("typst") or not div.classes:includes("in-columns") then
    return nil
  end
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#in-columns[") })
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

return { { Div = on_the_web }, { Div = in_columns } }
