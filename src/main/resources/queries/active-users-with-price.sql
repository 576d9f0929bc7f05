-- Active users by date, with the total price of what they bought.
SELECT
  cast(server_datetime AS date) AS on_date,
  count(DISTINCT identity_adid) AS users,
  count(*) AS events,
  coalesce(sum(price * quantity), 0) AS total_price
FROM events
GROUP BY 1
ORDER BY 1
