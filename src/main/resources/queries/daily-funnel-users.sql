-- The funnel of each day, in users: who opened the app first, of them who logged in later that day, of them who then bought.
WITH opened AS (
  SELECT
    cast(server_datetime AS date) AS on_date,
    identity_adid,
    min(server_datetime) AS at
  FROM events
  WHERE event_name = 'abx:firstopen' AND identity_adid IS NOT NULL
  GROUP BY 1, 2
),
logged_in AS (
  SELECT
    o.on_date,
    o.identity_adid,
    min(e.server_datetime) AS at
  FROM opened o
  JOIN events e ON e.identity_adid = o.identity_adid AND cast(e.server_datetime AS date) = o.on_date
  WHERE e.event_name = 'abx:login' AND e.server_datetime >= o.at
  GROUP BY 1, 2
),
bought AS (
  SELECT DISTINCT
    l.on_date,
    l.identity_adid
  FROM logged_in l
  JOIN events e ON e.identity_adid = l.identity_adid AND cast(e.server_datetime AS date) = l.on_date
  WHERE e.event_name = 'purchase' AND e.server_datetime >= l.at
)
SELECT
  o.on_date,
  count(*) AS opened,
  count(l.identity_adid) AS logged_in,
  count(b.identity_adid) AS bought
FROM opened o
LEFT JOIN logged_in l ON l.on_date = o.on_date AND l.identity_adid = o.identity_adid
LEFT JOIN bought b ON b.on_date = o.on_date AND b.identity_adid = o.identity_adid
GROUP BY 1
ORDER BY 1
