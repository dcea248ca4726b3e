package io.tongqiao.bench.drill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** What is to go wrong, and when: at which part of all the work, from 0 to 1. */
record Plan(List<Step> steps) {

  /** Kinds of trouble. */
  enum Trouble {
    KILL_SERVER,
    /** Shortly after the kill before, most likely while it is starting. */
    KILL_SERVER_AGAIN,
    KILL_PEER,
    FILL_DISK,
    TAKE_DATABASE
  }

  record Step(double at, Trouble trouble) {}

  private static final double FIRST = 0.03;
  private static final double LAST = 0.97;

  /** Spreads the troubles over the work; the same seed gives the same plan. */
  static Plan of(int kills, boolean disk, boolean database, SplittableRandom random) {
    var steps = new ArrayList<Step>();
    int again = kills / 4;
    int first = kills - again;
    for (int i = 0; i < first; i++) {
      double at = spread(i, first, random);
      steps.add(new Step(at, Trouble.KILL_SERVER));
      if ((i + 1) * again / first > i * again / first) {
        steps.add(new Step(at, Trouble.KILL_SERVER_AGAIN));
      }
    }
    int peers = Math.max(1, kills / 2);
    for (int i = 0; i < peers; i++) {
      steps.add(new Step(spread(i, peers, random), Trouble.KILL_PEER));
    }
    if (disk) {
      steps.add(new Step(0.3 + 0.2 * random.nextDouble(), Trouble.FILL_DISK));
    }
    int databases = database ? kills < 5 ? 1 : 2 : 0;
    for (int i = 0; i < databases; i++) {
      steps.add(new Step(spread(i, databases, random), Trouble.TAKE_DATABASE));
    }
    steps.sort(Comparator.comparingDouble(Step::at));
    return new Plan(List.copyOf(steps));
  }

  private static double spread(int i, int count, SplittableRandom random) {
    return FIRST + (LAST - FIRST) * (i + random.nextDouble()) / count;
  }
}
