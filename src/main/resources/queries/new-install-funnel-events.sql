-- The funnel of new installs by partner, in events: logins and purchases after the install of those who installed.
WITH installed AS (
  SELECT
    identity_adid,
    partner,
    server_datetime AS at,
    row_number() OVER (PARTITION BY identity_adid ORDER BY server_datetime, log_id, partner, campaign) AS place
  FROM attributions
  WHERE attribution_type = 'install' AND identity_adid IS NOT NULL
),
later AS (
  SELECT
    i.partner,
    e.event_name
  FROM installed i
  JOIN events e ON e.identity_adid = i.identity_adid AND e.server_datetime >= i.at
  WHERE i.place = 1
),
counted AS (
  SELECT
    partner,
    count(*) FILTER (WHERE event_name = 'abx:login') AS logged_in,
    count(*) FILTER (WHERE event_name = 'purchase') AS bought
  FROM later
  GROUP BY 1
)
SELECT
  i.partner,
  count(*) AS installed,
  coalesce(max(c.logged_in), 0) AS logged_in,
  coalesce(max(c.bought), 0) AS bought
FROM installed i
LEFT JOIN counted c ON c.partner IS NOT DISTINCT FROM i.partner
WHERE i.place = 1
GROUP BY 1
ORDER BY 1
