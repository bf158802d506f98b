-- Figures and tables of the PDF: alt text, which Pandoc's Typst writer does not pass on, and
-- what stays together on a page. `float`, `table-block` and `lead` are in report.typ.
local report = require("./report")

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function inside(opening, blocks)
  local all = pandoc.Blocks({ pandoc.RawBlock("typst", opening .. "[") })
  all:extend(blocks)
  all:insert(pandoc.RawBlock("typst", "]"))
  return all
end

local function count(blocks, kind)
  local found = 0
  blocks:walk({
    [kind] = function()
      found = found + 1
    end,
  })
  return found
end

-- An embedded cell: a figure or a table with the line below it, or text.
local function embedded(div)
  if not div.classes:includes("quarto-embed-nb-cell") then
    return nil
  end
  if count(div.content, "Figure") == 1 then
    return inside("#float", div.content)
  end
  if count(div.content, "Table") == 1 then
    return inside("#table-block", div.content)
  end
  return div.content
end

-- The first words of a card, and those that announce a list, stay with what follows.
local function card(div)
  if not (div.classes:includes("finding-card") or div.classes:includes("recommendation")) then
    return nil
  end
  local all = pandoc.Blocks({})
  for at, block in ipairs(div.content) do
    local next_one = div.content[at + 1]
    local leads = next_one and (at == 1 or next_one.t == "BulletList")
    if block.t == "Para" and leads then
      all:extend(inside("#lead", { block }))
    else
      all:insert(block)
    end
  end
  return all
end

local function figure(element)
  local item = report.item(element.identifier)
  if not item then
    return nil
  end
  local caption = pandoc.write(pandoc.Pandoc(element.caption.long), "typst"):gsub("%s+$", "")
  return pandoc.RawBlock(
    "typst",
    string.format(
      "#figure(image(%s, alt: %s, width: 11.5cm), caption: [%s], alt: %s) <%s>",
      quoted("figures/" .. element.identifier .. ".svg"),
      quoted(item.alt),
      caption,
      quoted(item.alt),
      element.identifier
    )
  )
end

local function block_of(div)
  return embedded(div) or card(div)
end

return { { Div = block_of }, { Figure = figure } }
