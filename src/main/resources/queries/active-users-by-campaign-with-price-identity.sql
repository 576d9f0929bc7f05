-- Active users by date and campaign, with the total price of what they bought. Everything that attributed users did: joined on identity_adid, by their first attribution.
SELECT
  cast(e.server_datetime AS date) AS on_date,
  a.campaign,
  count(DISTINCT e.identity_adid) AS users,
  count(*) AS events,
  coalesce(sum(e.price * e.quantity), 0) AS total_price
FROM events e
JOIN (
  SELECT
    identity_adid,
    campaign,
    row_number() OVER (PARTITION BY identity_adid ORDER BY server_datetime, log_id, partner, campaign) AS place
  FROM attributions
) a ON a.identity_adid = e.identity_adid AND a.place = 1
GROUP BY 1, 2
ORDER BY 1, 2
