package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;

/// What is left of an invocation; positive.
record TimeLeft(Duration duration) {
    /// The longest that Lambda lets a function run.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// Event servers of tests and development tell no deadline, and the context then makes nonsense of it: such an invocation
    /// has all the time that Lambda ever gives.
    static TimeLeft of(Context context) {
        var told = Duration.ofMillis(context.getRemainingTimeInMillis());
        boolean possible = told.isPositive() && told.compareTo(LONGEST) <= 0;
        return new TimeLeft(possible ? told : LONGEST);
    }

    /// The time that is left when `margin` is kept back, or a quarter of the time if that is less.
    Duration lessMargin(Duration margin) {
        var quarter = duration.dividedBy(4);
        return duration.minus(margin.compareTo(quarter) < 0 ? margin : quarter);
    }
}
