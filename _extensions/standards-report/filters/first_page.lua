-- The first page in Typst, for both engines: numbers in a row and points in two columns, a cell
-- each, and what stands beside the message. `numbers`, `points` and `aside` are in report.typ.
local M = {}

function M.inside(opening, blocks)
  local all = pandoc.Blocks({ pandoc.RawBlock("typst", opening .. "[") })
  all:extend(blocks)
  all:insert(pandoc.RawBlock("typst", "]"))
  return all
end

local function cells(name, parts)
  local all = pandoc.Blocks({})
  for at, part in ipairs(parts) do
    if at > 1 then
      all:insert(pandoc.RawBlock("typst", "]["))
    end
    all:extend(part)
  end
  return M.inside("#" .. name, all)
end

-- What is set in place of a block of the first page; nothing for others. `in_cell` gives the
-- blocks of a point: what stands in a cell does not float out of it.
function M.set(div, in_cell)
  if div.classes:includes("big-numbers") then
    return cells("numbers", div.content[1].content)
  end
  if div.classes:includes("main-points") then
    local parts = {}
    for _, point in ipairs(div.content) do
      table.insert(parts, in_cell(point))
    end
    return cells("points", parts)
  end
  if div.classes:includes("mark-key") or div.classes:includes("trust") then
    return M.inside("#aside", div.content)
  end
end

return M
