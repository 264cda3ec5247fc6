SELECT DISTINCT scope FROM commits ORDER BY scope
