-- Active users by date and campaign, with the total price of what they bought. Events that were attributed themselves: joined on log_id.
SELECT
  cast(e.server_datetime AS date) AS on_date,
  a.campaign,
  count(DISTINCT e.identity_adid) AS users,
  count(*) AS events,
  coalesce(sum(e.price * e.quantity), 0) AS total_price
FROM events e
JOIN attributions a ON a.log_id = e.log_id
GROUP BY 1, 2
ORDER BY 1, 2
