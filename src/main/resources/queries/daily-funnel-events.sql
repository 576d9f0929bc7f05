-- The funnel of each day, in events: how many first opens, logins and purchases there were, whoever they were of.
SELECT
  cast(server_datetime AS date) AS on_date,
  count(*) FILTER (WHERE event_name = 'abx:firstopen') AS opened,
  count(*) FILTER (WHERE event_name = 'abx:login') AS logged_in,
  count(*) FILTER (WHERE event_name = 'purchase') AS bought
FROM events
GROUP BY 1
ORDER BY 1
