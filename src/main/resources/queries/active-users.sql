-- Active users by date.
SELECT
  cast(server_datetime AS date) AS on_date,
  count(DISTINCT identity_adid) AS users,
  count(*) AS events
FROM events
GROUP BY 1
ORDER BY 1
