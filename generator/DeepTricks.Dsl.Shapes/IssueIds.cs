namespace DeepTricks.Dsl.Shapes;

/// <summary>The rules that a network can break. <c>DT0</c> rules are errors of form and shape, <c>DT1</c> rules can be turned off.</summary>
public static class IssueIds
{
    /// <summary>The class is not partial.</summary>
    public const string NotPartial = "DT0001";

    /// <summary>The class stands inside another type.</summary>
    public const string Nested = "DT0002";

    /// <summary>The class is generic, static, abstract, a record, file-local, or has a primary constructor.</summary>
    public const string NotAPlainClass = "DT0003";

    /// <summary>The class has a base class other than Network.</summary>
    public const string OtherBaseClass = "DT0004";

    /// <summary>The layers stand on several partial declarations, so that their order is unknown.</summary>
    public const string SpreadDeclaration = "DT0005";

    /// <summary>A number is outside its range.</summary>
    public const string SettingOutOfRange = "DT0006";

    /// <summary>A kernel or window is larger than its input.</summary>
    public const string WindowTooLarge = "DT0007";

    /// <summary>An even kernel cannot be padded symmetrically.</summary>
    public const string EvenKernelWithSame = "DT0008";

    /// <summary>Padding so large that border outputs would see only padding.</summary>
    public const string PaddingTooLarge = "DT0009";

    /// <summary>Groups that do not divide the channels or the filters.</summary>
    public const string GroupsDoNotDivide = "DT0010";

    /// <summary>A layer that moves over positions has a vector as its input.</summary>
    public const string NeedsPositions = "DT0011";

    /// <summary>The last layer is no loss.</summary>
    public const string NoLoss = "DT0012";

    /// <summary>A layer stands after the loss.</summary>
    public const string AfterLoss = "DT0013";

    /// <summary>A layer that belongs to the input stands after another layer.</summary>
    public const string InputLayerNotFirst = "DT0014";

    /// <summary>Softmax or Sigmoid stands before a loss that contains it.</summary>
    public const string ActivationInLoss = "DT0015";

    /// <summary>A layer's name is no identifier.</summary>
    public const string InvalidName = "DT0016";

    /// <summary>A layer's name is taken.</summary>
    public const string NameTaken = "DT0017";

    /// <summary>A tensor has more numbers than can be addressed.</summary>
    public const string TooLarge = "DT0018";

    /// <summary>A size of the input is not positive.</summary>
    public const string InputNotPositive = "DT0019";

    /// <summary>No layer learns anything.</summary>
    public const string NothingToTrain = "DT0020";

    /// <summary>The loss cannot be computed from the shape of its input.</summary>
    public const string LossShape = "DT0021";

    /// <summary>Layers stand on a class without [Network].</summary>
    public const string LayersWithoutNetwork = "DT0022";

    /// <summary>A tap of that name is not declared above.</summary>
    public const string UnknownTap = "DT0023";

    /// <summary>Nothing reads a tap.</summary>
    public const string UnusedTap = "DT0024";

    /// <summary>Two taps have one name, or a tap's name is empty.</summary>
    public const string TapNameTaken = "DT0025";

    /// <summary>Nothing reads a layer's output.</summary>
    public const string ValueDropped = "DT0026";

    /// <summary>The shapes of joined values do not fit.</summary>
    public const string JoinMismatch = "DT0027";

    /// <summary>A block's class, constructor or content is none that a block can have.</summary>
    public const string NotABlock = "DT0040";

    /// <summary>An expression is malformed, reads what there is not, or stands where something else is expected.</summary>
    public const string BadExpression = "DT0041";

    /// <summary>A block contains itself.</summary>
    public const string RecursiveBlock = "DT0042";

    /// <summary>A repetition that repeats nothing, or too often.</summary>
    public const string BadRepeat = "DT0043";

    /// <summary>A run-time value would change which layers there are.</summary>
    public const string GraphChanged = "DT0044";

    /// <summary>What Apply names is no function that a layer can apply.</summary>
    public const string NotPointwise = "DT0045";

    /// <summary>A part of a pointwise function that has no derivative.</summary>
    public const string NotDifferentiable = "DT0046";

    /// <summary>The generator failed.</summary>
    public const string InternalError = "DT0099";

    /// <summary>Training does not shuffle.</summary>
    public const string NoShuffling = "DT1001";

    /// <summary>A large layer without dropout behind it.</summary>
    public const string NoDropout = "DT1003";

    /// <summary>Local response normalization.</summary>
    public const string ResponseNormalization = "DT1004";

    /// <summary>An average pool inside the network.</summary>
    public const string AveragePoolInside = "DT1005";

    /// <summary>A sigmoid or hyperbolic tangent as a hidden activation.</summary>
    public const string SaturatingActivation = "DT1006";

    /// <summary>An activation before a max pool.</summary>
    public const string ActivationBeforePool = "DT1007";

    /// <summary>ReLU as a hidden activation.</summary>
    public const string HiddenRelu = "DT1008";

    /// <summary>ELU as a hidden activation.</summary>
    public const string ExpensiveElu = "DT1009";

    /// <summary>A hidden layer without batch normalization.</summary>
    public const string NoBatchNorm = "DT1010";

    /// <summary>An input that is not scaled.</summary>
    public const string UnscaledInput = "DT1011";

    /// <summary>A limit of [Budget] is exceeded.</summary>
    public const string BudgetExceeded = "DT1012";

    /// <summary>Xavier initialization of a convolution.</summary>
    public const string XavierOnConvolution = "DT1013";

    /// <summary>A dense layer that holds most of a convolutional network's parameters.</summary>
    public const string LargeDenseLayer = "DT1014";

    /// <summary>A wide convolution without a bottleneck.</summary>
    public const string NoBottleneck = "DT1015";
}
