using DeepTricks.Dsl.Generator.Graph;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>What a network answers with behind a loss, by the name that the runtime has for it.</summary>
internal enum LossAnswer
{
    /// <summary>The outputs themselves.</summary>
    Copy,

    /// <summary>Their sigmoids.</summary>
    Sigmoid,

    /// <summary>Their softmax.</summary>
    Softmax,
}

/// <summary>A loss: the last node of forward and the first of backward.</summary>
/// <param name="answer">What the network answers with.</param>
internal abstract class LossRule(LossAnswer answer) : LayerRule
{
    public override Operation Operation => Operation.Loss;

    /// <summary>What the network answers with.</summary>
    public LossAnswer Answer => answer;
}

/// <summary>
/// Softmax and cross-entropy against a class. Every output's share depends on all of them, so that it is no expression over one number: the
/// runtime computes it (<c>Losses.SoftmaxCrossEntropy</c>).
/// </summary>
internal sealed class SoftmaxCrossEntropyRule() : LossRule(LossAnswer.Softmax);
