package io.lamella.pipeline;

import io.lamella.core.cost.Prices;
import io.lamella.pipeline.StoreMeter.Reading;
import io.lamella.pipeline.StoreMeter.Request;

/// What requests to S3 cost, in US dollars, at the list prices that come with Lamella. Other regions than theirs take up to twice as
/// much. Storage, transfers, messages and computing come on top.
final class RequestPrices {
    private static final Prices PRICES = Prices.standard();

    private RequestPrices() {}

    static double dollars(Reading reading) {
        return reading.requests().entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * price(entry.getKey()))
                .sum();
    }

    private static double price(Request request) {
        return switch (request.charge()) {
            case PUT -> PRICES.put();
            case GET -> PRICES.get();
            case NOTHING -> 0;
        };
    }
}
