using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Graph;

/// <summary>What a node of the graph computes. None says on what machine, or in what order.</summary>
internal enum Operation
{
    /// <summary>The batch's samples, or for an Input layer another part of them.</summary>
    Input,

    /// <summary>A convolution of the first input with the layer's weights.</summary>
    Convolution,

    /// <summary>A product of the flattened first input with the layer's weights.</summary>
    Dense,

    /// <summary>Batch normalization of the first input.</summary>
    BatchNormalization,

    /// <summary>The layer's pointwise expression of the first input.</summary>
    Pointwise,

    /// <summary>The largest value of each window.</summary>
    MaxPool,

    /// <summary>The mean of each window.</summary>
    AveragePool,

    /// <summary>Local response normalization.</summary>
    ResponseNormalization,

    /// <summary>Softmax across channels.</summary>
    Softmax,

    /// <summary>Every position repeated.</summary>
    Upsample,

    /// <summary>The inputs side by side along the channels, in order.</summary>
    Concat,

    /// <summary>The sum of the inputs, number by number.</summary>
    Add,

    /// <summary>The product of the inputs, number by number.</summary>
    Multiply,

    /// <summary>The mean loss of the batch, one node for each output of the network.</summary>
    Loss,

    /// <summary>The loss's gradient with respect to its input.</summary>
    LossGradient,

    /// <summary>The sum of two gradients of one value, which several nodes read.</summary>
    GradientSum,

    /// <summary>Inputs: gradient of the output, layer's input. Result: gradient of that input, which is <see cref="Node.Operand"/> among the layer's.</summary>
    InputGradient,

    /// <summary>Inputs: gradient of the output, layer's input. Result: gradient of one stored tensor.</summary>
    ParameterGradient,
}

/// <summary>One value of the graph and how it comes about.</summary>
/// <param name="Id">Position in the graph; inputs have smaller ones.</param>
/// <param name="Operation">What computes it.</param>
/// <param name="Layer">Index of the layer it belongs to, -1 for the sample.</param>
/// <param name="Inputs">Ids of its inputs.</param>
/// <param name="Shape">Shape of one sample; of a parameter's gradient, that of the layer's output.</param>
/// <param name="Parameter">For <see cref="Operation.ParameterGradient"/>: the role of the tensor.</param>
internal sealed record Node(int Id, Operation Operation, int Layer, EquatableArray<int> Inputs, SampleShape Shape, ParameterRole? Parameter = null)
{
    /// <summary>Of an input's gradient: which of the layer's inputs.</summary>
    public int Operand { get; init; }

    /// <summary>Whether it belongs to the backward pass.</summary>
    public bool IsBackward => Operation is Operation.LossGradient or Operation.GradientSum or Operation.InputGradient or Operation.ParameterGradient;
}
