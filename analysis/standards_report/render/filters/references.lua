-- On pages, citations lead to the one list of references of the edition, and the page's own
-- list is left out.
local target = os.getenv("STANDARDS_REPORT_REFERENCES") or ""

local function to_list(link)
  if target ~= "" and link.target:match("^#ref%-") then
    link.target = target .. link.target
    return link
  end
end

local function leave_out(div)
  if target ~= "" and div.identifier == "refs" then
    return {}
  end
end

return { { Link = to_list, Div = leave_out } }
