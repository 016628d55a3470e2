package dev.velos.logs.anomaly;

/**
 * Thresholds of the detector.
 *
 * @param warningSigmas from how many standard deviations on a minute counts
 * @param criticalSigmas from how many on it is critical
 * @param learnMinutes minutes of data before anything is told
 * @param leastCount events that a minute must have to be a burst
 * @param cooldownMinutes quiet minutes that end an incident
 */
public record AnomalySettings(
        double warningSigmas, double criticalSigmas, int learnMinutes, int leastCount, int cooldownMinutes) {
    public static final AnomalySettings DEFAULT = new AnomalySettings(2, 3, 10, 10, 5);
}
