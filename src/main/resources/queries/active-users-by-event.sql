-- Active users by date and event.
SELECT
  cast(server_datetime AS date) AS on_date,
  event_name,
  count(DISTINCT identity_adid) AS users,
  count(*) AS events
FROM events
GROUP BY 1, 2
ORDER BY 1, 2
