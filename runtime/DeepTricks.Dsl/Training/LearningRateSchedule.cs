namespace DeepTricks.Dsl;

/// <summary>How the learning rate changes in the course of training.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>The same learning rate all the time.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>The learning rate falls by a factor every few epochs.</summary>
    /// <param name="epochs">Epochs between two changes, at least 1.</param>
    /// <param name="factor">What the learning rate is multiplied by, above 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static LearningRateSchedule Step(int epochs, double factor = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (!double.IsFinite(factor) || factor <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "the factor must be a finite number above 0");
        }

        return new StepSchedule(epochs, factor);
    }

    /// <summary>
    /// The learning rate rises on a line from nearly 0 during the warm-up, then falls along half a cosine wave to nearly 0 at the
    /// last step (Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017, without the restarts).
    /// </summary>
    /// <param name="warmUp">Epochs of warm-up, from 0; a part of an epoch such as 0.5 is fine.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The warm-up is not a finite number from 0.</exception>
    public static LearningRateSchedule Cosine(double warmUp = 0)
    {
        if (!double.IsFinite(warmUp) || warmUp < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(warmUp), warmUp, "the warm-up must be a finite number of epochs from 0");
        }

        return new CosineSchedule(warmUp);
    }

    /// <summary>What the optimizer's learning rate is multiplied by at a step.</summary>
    /// <param name="step">Number of the step from the start of training, 0 for the first.</param>
    /// <param name="totalSteps">Steps of the whole training.</param>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    /// <returns>The factor, from 0.</returns>
    public abstract double Factor(long step, long totalSteps, long stepsPerEpoch);

    private sealed class ConstantSchedule : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => 1;
    }

    private sealed class StepSchedule(int epochs, double factor) : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch) => Math.Pow(factor, step / stepsPerEpoch / epochs);
    }

    private sealed class CosineSchedule(double warmUp) : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps, long stepsPerEpoch)
        {
            // A warm-up longer than the training would never end: it then takes all of it.
            long warmSteps = (long)Math.Min(Math.Round(warmUp * stepsPerEpoch), totalSteps);
            return step < warmSteps
                ? (step + 1.0) / warmSteps
                : 0.5 * (1 + Math.Cos(Math.PI * (step - warmSteps) / (totalSteps - warmSteps)));
        }
    }
}
