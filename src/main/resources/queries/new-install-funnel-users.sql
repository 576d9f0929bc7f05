-- The funnel of new installs by partner, in users: who installed, of them who logged in later, of them who then bought.
WITH installed AS (
  SELECT
    identity_adid,
    partner,
    server_datetime AS at,
    row_number() OVER (PARTITION BY identity_adid ORDER BY server_datetime, log_id, partner, campaign) AS place
  FROM attributions
  WHERE attribution_type = 'install' AND identity_adid IS NOT NULL
),
logged_in AS (
  SELECT
    i.identity_adid,
    min(e.server_datetime) AS at
  FROM installed i
  JOIN events e ON e.identity_adid = i.identity_adid
  WHERE i.place = 1 AND e.event_name = 'abx:login' AND e.server_datetime >= i.at
  GROUP BY 1
),
bought AS (
  SELECT DISTINCT l.identity_adid
  FROM logged_in l
  JOIN events e ON e.identity_adid = l.identity_adid
  WHERE e.event_name = 'purchase' AND e.server_datetime >= l.at
)
SELECT
  i.partner,
  count(*) AS installed,
  count(l.identity_adid) AS logged_in,
  count(b.identity_adid) AS bought
FROM installed i
LEFT JOIN logged_in l ON l.identity_adid = i.identity_adid
LEFT JOIN bought b ON b.identity_adid = i.identity_adid
WHERE i.place = 1
GROUP BY 1
ORDER BY 1
