namespace DeepTricks.Dsl;

/// <summary>What came of a training step.</summary>
/// <param name="LossSum">The losses of its samples, added up.</param>
/// <param name="Correct">How many of its samples had their label's output largest in the last output (class targets only).</param>
internal readonly record struct StepOutcome(double LossSum, int Correct);
