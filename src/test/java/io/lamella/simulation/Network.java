package io.lamella.simulation;

import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Between the actors and what they call: each request and each answer takes its time, and things happen to them.
final class Network {
    private final Timeline timeline;
    private final Weather weather;
    private final History history;

    Network(Timeline timeline, Weather weather, History history) {
        this.timeline = timeline;
        this.weather = weather;
        this.history = history;
    }

    /// What is called.
    ///
    /// @param failure what the caller sees when it cannot know what became of the call
    record Call(String name, String key, Weather.Kind kind, Function<String, RuntimeException> failure) {
        static Call toStore(String name, String key, Weather.Kind kind) {
            return new Call(name, key, kind, message -> new StoreException(Reason.UNKNOWN, message));
        }
    }

    /// A call that takes effect when `effect` is subscribed to, which must answer at once.
    <T extends @Nullable Object> Uni<T> call(Actor who, Call call, Uni<T> effect) {
        return Uni.createFrom().emitter(emitter -> new Request<T>(who, call, effect, emitter).send());
    }

    /// A call to which nothing happens.
    <T extends @Nullable Object> Uni<T> plainly(Actor who, Call call, Uni<T> effect) {
        return Uni.createFrom().emitter(emitter -> {
            var request = new Request<T>(who, call, effect, emitter);
            history.call(who, call.name(), call.key());
            timeline.after(weather.travel(), () -> request.reply(request.takeEffect(), weather.travel()));
        });
    }

    private record Answer<T extends @Nullable Object>(
            @Nullable T item, @Nullable Throwable failure) {}

    private final class Request<T extends @Nullable Object> {
        private final Actor who;
        private final Call call;
        private final Uni<T> effect;
        private final UniEmitter<? super T> emitter;

        Request(Actor who, Call call, Uni<T> effect, UniEmitter<? super T> emitter) {
            this.who = who;
            this.call = call;
            this.effect = effect;
            this.emitter = emitter;
        }

        void send() {
            if (!who.isAlive()) {
                return;
            }
            history.call(who, call.name(), call.key());
            var fate = weather.fate(call.kind());
            if (fate != Fate.ANSWERED) {
                history.add(who, call.name(), call.key(), fate.name());
            }
            long there = weather.travel();
            long back = weather.travel();
            switch (fate) {
                case ANSWERED -> timeline.after(there, () -> reply(takeEffect(), back));
                case PAUSED -> timeline.after(there, () -> reply(takeEffect(), weather.pause()));
                case FAILED -> reply(unknown(), back);
                case CONFLICT -> reply(conflict(), back);
                case LOST ->
                    timeline.after(there, () -> {
                        takeEffect();
                        reply(unknown(), back);
                    });
                case LATE -> {
                    timeline.after(weather.astray(), this::takeEffect);
                    reply(unknown(), back);
                }
                case RETRIED ->
                    timeline.after(there, () -> {
                        takeEffect();
                        timeline.after(weather.travel(), () -> reply(takeEffect(), back));
                    });
                case OVERTAKEN -> {
                    timeline.after(there, () -> reply(takeEffect(), back));
                    timeline.after(there + weather.astray(), this::takeEffect);
                }
                case CRASH_BEFORE -> crash();
                case CRASH_AFTER -> {
                    timeline.after(there, this::takeEffect);
                    crash();
                }
            }
        }

        private void crash() {
            who.crash();
            history.crash(who);
        }

        private Answer<T> takeEffect() {
            var answer = new Object() {
                @Nullable
                Answer<T> is;
            };
            effect.subscribe()
                    .with(
                            item -> answer.is = new Answer<>(item, null),
                            failure -> answer.is = new Answer<>(null, failure));
            var taken = Objects.requireNonNull(answer.is, "the simulated service must answer at once");
            history.add(who, "=> " + call.name(), call.key(), history.isKept() ? shown(taken) : "");
            return taken;
        }

        private String shown(Answer<T> answer) {
            return answer.failure() == null
                    ? "took effect"
                    : String.valueOf(answer.failure().getMessage());
        }

        private Answer<T> unknown() {
            return new Answer<>(null, call.failure().apply(call.name() + ": no answer: " + call.key()));
        }

        private Answer<T> conflict() {
            return new Answer<>(null, new StoreException(Reason.CONFLICT, call.name() + ": conflict: " + call.key()));
        }

        private void reply(Answer<T> answer, long back) {
            who.after(back, () -> {
                if (answer.failure() == null) {
                    emitter.complete(answer.item());
                } else {
                    emitter.fail(answer.failure());
                }
            });
        }
    }
}
