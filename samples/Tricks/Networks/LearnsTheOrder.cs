using DeepTricks.Dsl;

namespace Tricks.Networks;

/// <summary>DT1001: every epoch shows the same minibatches in the same order.</summary>
public static class LearnsTheOrder
{
    /// <summary>A trainer that does not shuffle.</summary>
    public static Trainer<Drifts> NewTrainer(Drifts network) => new(network) { Shuffle = false };
}
