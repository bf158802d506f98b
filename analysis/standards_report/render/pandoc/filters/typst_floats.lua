-- Figures and tables of the PDF: alt text, which Pandoc's Typst writer does not pass on, and
-- what stays together on a page. `float`, `table-block` and `lead` are in report.typ.
local report = require("./report")
local first_page = require("./first_page")
local inside = first_page.inside

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
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

local figure

local function in_cell(div)
  local function plain(inner)
    return inner.classes:includes("quarto-embed-nb-cell") and inner.content or nil
  end
  local function narrow(element)
    return figure(element, "80%")
  end
  return div:walk({ Div = plain }):walk({ Figure = narrow }).content
end

local function front(div)
  return first_page.set(div, in_cell)
end

-- What print leaves to the pages: its caption, and where it is.
local function left_out(element, caption)
  local words = pandoc.write(pandoc.Pandoc(element.content), "typst"):gsub("%s+$", "")
  local kind = element.classes:includes("table") and "table" or "image"
  return pandoc.RawBlock(
    "typst",
    string.format("#figure([%s], kind: %s, caption: [%s]) <%s>", words, kind, caption, element.identifier)
  )
end

figure = function(element, width)
  local item = report.item(element.identifier)
  if not item then
    return nil
  end
  local caption = pandoc.write(pandoc.Pandoc(element.caption.long), "typst"):gsub("%s+$", "")
  if element.classes:includes("on-the-web") then
    return left_out(element, caption)
  end
  return pandoc.RawBlock(
    "typst",
    string.format(
      "#figure(image(%s, alt: %s, width: %s), caption: [%s], alt: %s) <%s>",
      quoted("figures/" .. element.identifier .. ".svg"),
      quoted(item.alt),
      width or "100%",
      caption,
      quoted(item.alt),
      element.identifier
    )
  )
end

local function block_of(div)
  return embedded(div) or card(div)
end

-- The chart of the first page stands below its message, not at the head of the page.
local function opening(document)
  local is_front = false
  for at, block in ipairs(document.blocks) do
    if block.t == "Div" then
      if block.classes:includes("big-numbers") then
        is_front = true
      elseif is_front and block.classes:includes("quarto-embed-nb-cell") then
        local function smaller(element)
          return figure(element)
        end
        document.blocks[at] = pandoc.Div(block.content):walk({ Figure = smaller })
        return document
      end
    end
  end
end

local function alone(element)
  return figure(element)
end

return { { Pandoc = opening }, { traverse = "topdown", Div = front }, { Div = block_of }, { Figure = alone } }
