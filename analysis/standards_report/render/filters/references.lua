-- On pages, citations lead to the one list of references of the edition.
local target = os.getenv("STANDARDS_REPORT_REFERENCES") or ""

local function to_list(link)
  if target ~= "" and link.target:match("^#ref%-") then
    link.target = target .. link.target
    return link
  end
end

return { { Link = to_list } }
