-- Lists of terms in the PDF: a term and what it means as one paragraph each, so that a page
-- never ends with a term alone. Pandoc would set the meaning as a block of its own.

local function raw(text)
  return pandoc.RawInline("typst", text)
end

local function is_short(definitions)
  return #definitions == 1
    and #definitions[1] == 1
    and (definitions[1][1].t == "Para" or definitions[1][1].t == "Plain")
end

local function list(element)
  local items = pandoc.Blocks({})
  for _, item in ipairs(element.content) do
    if not is_short(item[2]) then
      return nil
    end
    local inlines = pandoc.Inlines({ raw("#terms.item[") })
    inlines:extend(item[1])
    inlines:insert(raw("]["))
    inlines:extend(item[2][1][1].content)
    inlines:insert(raw("]"))
    items:insert(pandoc.Para(inlines))
  end
  return items
end

return { { DefinitionList = list } }
