-- Active users by date and campaign. Events that were attributed themselves: joined on log_id.
SELECT
  cast(e.server_datetime AS date) AS on_date,
  a.campaign,
  count(DISTINCT e.identity_adid) AS users,
  count(*) AS events
FROM events e
JOIN attributions a ON a.log_id = e.log_id
GROUP BY 1, 2
ORDER BY 1, 2
