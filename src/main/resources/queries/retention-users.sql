-- Retention: of the users who opened the app first on a date, how many did anything 0, 1, 2, 3 and 7 days later.
WITH cohort AS (
  SELECT
    identity_adid,
    min(cast(server_datetime AS date)) AS on_date
  FROM events
  WHERE event_name = 'abx:firstopen' AND identity_adid IS NOT NULL
  GROUP BY 1
)
SELECT
  c.on_date,
  count(DISTINCT c.identity_adid) AS users,
  count(DISTINCT e.identity_adid) FILTER (WHERE date_diff('day', c.on_date, cast(e.server_datetime AS date)) = 0) AS day_0,
  count(DISTINCT e.identity_adid) FILTER (WHERE date_diff('day', c.on_date, cast(e.server_datetime AS date)) = 1) AS day_1,
  count(DISTINCT e.identity_adid) FILTER (WHERE date_diff('day', c.on_date, cast(e.server_datetime AS date)) = 2) AS day_2,
  count(DISTINCT e.identity_adid) FILTER (WHERE date_diff('day', c.on_date, cast(e.server_datetime AS date)) = 3) AS day_3,
  count(DISTINCT e.identity_adid) FILTER (WHERE date_diff('day', c.on_date, cast(e.server_datetime AS date)) = 7) AS day_7
FROM cohort c
LEFT JOIN events e ON e.identity_adid = c.identity_adid
GROUP BY 1
ORDER BY 1
