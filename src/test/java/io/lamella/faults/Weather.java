package io.lamella.faults;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// What goes wrong when. Spells of a few seconds follow each other, one in four of them calm. Spells and faults are drawn from a
/// seed, but which request meets which fault is a matter of time, so a seed makes runs alike and not the same. Thread-safe.
final class Weather implements Fates {
    private static final List<Spell> SPELLS = List.of(
            new Spell(5, List.of(Fault.values())),
            new Spell(60, List.of(Fault.RESET_BEFORE, Fault.REQUEST_CUT, Fault.RESET_AFTER)),
            new Spell(60, List.of(Fault.ANSWER_CUT, Fault.ANSWER_RESET)),
            new Spell(30, List.of(Fault.PAUSE, Fault.STALL_BEFORE, Fault.STALL_AFTER, Fault.STALL_AMID)),
            new Spell(600, List.of(Fault.BUSY)),
            new Spell(150, List.of(Fault.ERROR_AFTER, Fault.ERROR_IN_SUCCESS_BEFORE, Fault.ERROR_IN_SUCCESS_AFTER)),
            new Spell(60, List.of(Fault.LATE, Fault.TWICE, Fault.RESET_AFTER)),
            new Spell(25, List.of(Fault.values())));

    private final Random random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private Spell spell = Spell.CALM;
    private long endsAt = System.nanoTime();
    private boolean cleared;

    /// @param perMille of the requests, for each of the faults
    private record Spell(int perMille, List<Fault> faults) {
        static final Spell CALM = new Spell(0, List.of());
    }

    Weather(long seed) {
        random = new Random(seed);
    }

    /// From now on nothing goes wrong any more.
    synchronized void clear() {
        cleared = true;
    }

    /// What it answers is counted.
    @Override
    public synchronized Optional<Fault> fault(HttpMessage request) {
        if (cleared) {
            return Optional.empty();
        }
        turn();
        int drawn = random.nextInt(1000);
        int index = spell.perMille() == 0 ? Integer.MAX_VALUE : drawn / spell.perMille();
        if (index >= spell.faults().size() || !spell.faults().get(index).befalls(request)) {
            return Optional.empty();
        }
        counts.merge(spell.faults().get(index), 1, Integer::sum);
        return Optional.of(spell.faults().get(index));
    }

    private void turn() {
        long now = System.nanoTime();
        if (now - endsAt >= 0) {
            spell = random.nextInt(4) == 0 ? Spell.CALM : SPELLS.get(random.nextInt(SPELLS.size()));
            endsAt = now + TimeUnit.MILLISECONDS.toNanos(500L + random.nextInt(4_000));
        }
    }

    @Override
    public synchronized byte[] cut(HttpMessage message) {
        return message.cut(random.nextInt(3) == 0, random.nextDouble());
    }

    @Override
    public synchronized long pauseMillis() {
        return 200L + random.nextInt(4_000);
    }

    /// How often which fault befell a request.
    synchronized Map<Fault, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
