using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>One layer's formula.</summary>
internal abstract class ReferenceOperation
{
    /// <summary>Sizes of its output for one sample.</summary>
    public abstract Extent Output { get; }

    /// <summary>Its tensors.</summary>
    public virtual IReadOnlyList<ReferenceTensor> Tensors => [];

    /// <summary>The formula of a layer at its place.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its index in the network.</param>
    /// <param name="inputs">Sizes of its inputs.</param>
    /// <param name="normalizedNext">Whether a batch normalization follows at once, which makes a bias redundant.</param>
    public static ReferenceOperation Create(ReferenceLayer layer, int index, Extent[] inputs, bool normalizedNext)
    {
        var input = inputs[0];
        return layer.Kind switch
        {
            LayerKind.Rescale => new RescaleReference(layer, input),
            LayerKind.Conv => new ConvReference(layer, input, !normalizedNext),
            LayerKind.Dense => new DenseReference(layer, input, !normalizedNext),
            LayerKind.BatchNorm => new BatchNormReference(layer, input),
            LayerKind.MaxPool => new MaxPoolReference(layer, index, input),
            LayerKind.AveragePool => new AveragePoolReference(layer, input),
            LayerKind.GlobalAveragePool => new GlobalAveragePoolReference(input),
            LayerKind.Lrn => new LrnReference(layer, input),
            LayerKind.PRelu => new PReluReference(layer, index, input),
            LayerKind.Relu => new RectifierReference(index, input, _ => 0),
            LayerKind.LeakyRelu => LeakyRelu(layer["Slope"]),
            LayerKind.Elu => Elu(layer["Alpha"]),
            LayerKind.Sigmoid => new SmoothReference(input, x => 1 / (1 + Math.Exp(-x))),
            LayerKind.Tanh => new SmoothReference(input, Math.Tanh),
            LayerKind.Gelu => new SmoothReference(input, x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
            LayerKind.Swish => new SmoothReference(input, x => x / (1 + Math.Exp(-x))),
            LayerKind.Mish => new SmoothReference(input, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
            LayerKind.Softmax => new SoftmaxReference(input),
            LayerKind.Dropout => new DropoutReference(layer, index, input),
            LayerKind.Upsample => new UpsampleReference(layer, input),
            LayerKind.Tap or LayerKind.From => new SmoothReference(input, x => x),
            LayerKind.Concat => new ConcatReference(inputs),
            LayerKind.Add => new NumberwiseReference(input, (x, y) => x + y),
            LayerKind.Multiply => new NumberwiseReference(input, (x, y) => x * y),
            LayerKind.SoftmaxCrossEntropy => new SoftmaxCrossEntropyReference(layer, input),
            LayerKind.BinaryCrossEntropy => new BinaryCrossEntropyReference(input),
            LayerKind.MeanSquaredError => new MeanSquaredErrorReference(input),
            LayerKind.Huber => new HuberReference(layer, input),
            _ => throw new ArgumentException($"the reference has no {layer.Kind}", nameof(layer)),
        };

        RectifierReference LeakyRelu(double slope) => new(index, input, x => slope * x);
        RectifierReference Elu(double alpha) => new(index, input, x => alpha * (Math.Exp(x) - 1));
    }

    /// <summary>The output for a batch; only joins read several inputs.</summary>
    public virtual Volume Forward(IReadOnlyList<Volume> inputs, ReferencePass pass) => Forward(inputs[0], pass);

    /// <summary>The output for a batch.</summary>
    public abstract Volume Forward(Volume input, ReferencePass pass);
}

/// <summary>The last layer: answers, and a loss for each sample.</summary>
internal abstract class ReferenceLoss : ReferenceOperation
{
    /// <summary>The loss of each sample, whose mean over the batch is what training minimizes.</summary>
    public abstract double[] Losses(Volume input, ReferenceTargets targets);
}
