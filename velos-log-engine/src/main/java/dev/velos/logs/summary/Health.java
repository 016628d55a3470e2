package dev.velos.logs.summary;

/**
 * 100 less 5 for each distinct error pattern, 10 for each anomaly and 3 for each restart, and not below 0.
 *
 * @param errorPatterns templates whose events are errors or worse
 * @param anomalies incidents in the period
 * @param restarts of the processes in the period; 0 where they are not known
 */
public record Health(int errorPatterns, int anomalies, int restarts) {
    private static final int EACH_ERROR = 5;
    private static final int EACH_ANOMALY = 10;
    private static final int EACH_RESTART = 3;

    /** What error patterns cost. */
    public int forErrors() {
        return EACH_ERROR * errorPatterns;
    }

    /** What anomalies cost. */
    public int forAnomalies() {
        return EACH_ANOMALY * anomalies;
    }

    /** What restarts cost. */
    public int forRestarts() {
        return EACH_RESTART * restarts;
    }

    /** 0 to 100. */
    public int score() {
        return Math.clamp(100L - forErrors() - forAnomalies() - forRestarts(), 0, 100);
    }
}
