using System;
using System.Collections.Immutable;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Diagnostics;

/// <summary>The rules as Roslyn knows them. Their sentences come from the engine, so that compiler and constructor speak the same words.</summary>
internal static class Descriptors
{
    private const string Form = "DeepTricks.Form";
    private const string Shapes = "DeepTricks.Shapes";
    private const string Tricks = "DeepTricks.Tricks";

    /// <summary>DT0001: networks are partial classes.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        "DT0001", "Networks are partial classes", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0001.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0002: networks are not nested.</summary>
    public static readonly DiagnosticDescriptor Nested = new(
        "DT0002", "Networks are not nested", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0002.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0003: networks are plain classes.</summary>
    public static readonly DiagnosticDescriptor NotAPlainClass = new(
        "DT0003", "Networks are plain classes", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0003.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0004: networks have no base class of their own.</summary>
    public static readonly DiagnosticDescriptor OtherBaseClass = new(
        "DT0004", "Networks have no base class of their own", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0004.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0005: all layers stand in one place.</summary>
    public static readonly DiagnosticDescriptor SpreadDeclaration = new(
        "DT0005", "All layers stand in one place", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0005.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0006: a number is out of its range.</summary>
    public static readonly DiagnosticDescriptor SettingOutOfRange = new(
        "DT0006", "A number is out of its range", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0006.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0007: a kernel or window is larger than its input.</summary>
    public static readonly DiagnosticDescriptor WindowTooLarge = new(
        "DT0007", "A kernel or window is larger than its input", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0007.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0008: Padding.Same needs an odd kernel.</summary>
    public static readonly DiagnosticDescriptor EvenKernelWithSame = new(
        "DT0008", "Padding.Same needs an odd kernel", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0008.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0009: padding reaches beyond the kernel.</summary>
    public static readonly DiagnosticDescriptor PaddingTooLarge = new(
        "DT0009", "Padding reaches beyond the kernel", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0009.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0010: groups divide channels and filters.</summary>
    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        "DT0010", "Groups divide channels and filters", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0010.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0011: the input has no positions.</summary>
    public static readonly DiagnosticDescriptor NeedsPositions = new(
        "DT0011", "The input has no positions", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0011.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0012: the last layer is a loss.</summary>
    public static readonly DiagnosticDescriptor NoLoss = new(
        "DT0012", "The last layer is a loss", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0012.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0013: nothing stands after the loss.</summary>
    public static readonly DiagnosticDescriptor AfterLoss = new(
        "DT0013", "Nothing stands after the loss", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0013.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0014: input layers come first.</summary>
    public static readonly DiagnosticDescriptor InputLayerNotFirst = new(
        "DT0014", "Input layers come first", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0014.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0015: the loss contains this activation.</summary>
    public static readonly DiagnosticDescriptor ActivationInLoss = new(
        "DT0015", "The loss contains this activation", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0015.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0016: layer names are identifiers.</summary>
    public static readonly DiagnosticDescriptor InvalidName = new(
        "DT0016", "Layer names are identifiers", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0016.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0017: layer names differ.</summary>
    public static readonly DiagnosticDescriptor NameTaken = new(
        "DT0017", "Layer names differ", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0017.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0018: a tensor is too large.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        "DT0018", "A tensor is too large", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0018.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0019: sample sizes are positive.</summary>
    public static readonly DiagnosticDescriptor InputNotPositive = new(
        "DT0019", "Sample sizes are positive", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0019.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0020: a network learns something.</summary>
    public static readonly DiagnosticDescriptor NothingToTrain = new(
        "DT0020", "A network learns something", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0020.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0021: the loss does not fit its input.</summary>
    public static readonly DiagnosticDescriptor LossShape = new(
        "DT0021", "The loss does not fit its input", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0021.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0022: layers need [Network].</summary>
    public static readonly DiagnosticDescriptor LayersWithoutNetwork = new(
        "DT0022", "Layers need [Network]", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0022.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0023: taps are declared before they are read.</summary>
    public static readonly DiagnosticDescriptor UnknownTap = new(
        "DT0023", "Taps are declared before they are read", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0023.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0024: taps are read.</summary>
    public static readonly DiagnosticDescriptor UnusedTap = new(
        "DT0024", "Taps are read", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0024.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0025: tap names differ.</summary>
    public static readonly DiagnosticDescriptor TapNameTaken = new(
        "DT0025", "Tap names differ", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0025.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0026: every value is read.</summary>
    public static readonly DiagnosticDescriptor ValueDropped = new(
        "DT0026", "Every value is read", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0026.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0027: joined values fit each other.</summary>
    public static readonly DiagnosticDescriptor JoinMismatch = new(
        "DT0027", "Joined values fit each other", "{0}", Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0027.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0040: blocks carry layers.</summary>
    public static readonly DiagnosticDescriptor NotABlock = new(
        "DT0040", "Blocks carry layers", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0040.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0041: expressions read the parameters of their block.</summary>
    public static readonly DiagnosticDescriptor BadExpression = new(
        "DT0041", "Expressions read the parameters of their block", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0041.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0042: blocks do not contain themselves.</summary>
    public static readonly DiagnosticDescriptor RecursiveBlock = new(
        "DT0042", "Blocks do not contain themselves", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0042.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0043: Repeat repeats what follows.</summary>
    public static readonly DiagnosticDescriptor BadRepeat = new(
        "DT0043", "Repeat repeats what follows", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0043.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0044: run-time values leave the graph as it is.</summary>
    public static readonly DiagnosticDescriptor GraphChanged = new(
        "DT0044", "Run-time values leave the graph as it is", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0044.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0045: Apply names a pointwise function.</summary>
    public static readonly DiagnosticDescriptor NotPointwise = new(
        "DT0045", "Apply names a pointwise function", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0045.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0046: pointwise functions have a derivative.</summary>
    public static readonly DiagnosticDescriptor NotDifferentiable = new(
        "DT0046", "Pointwise functions have a derivative", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0046.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT0099: the network compiler failed.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "DT0099", "The network compiler failed", "{0}", Form, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT0099.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>DT1001: training shuffles.</summary>
    public static readonly DiagnosticDescriptor NoShuffling = new(
        "DT1001", "Training shuffles", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1001.md");

    /// <summary>DT1003: dropout follows large layers.</summary>
    public static readonly DiagnosticDescriptor NoDropout = new(
        "DT1003", "Dropout follows large layers", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1003.md");

    /// <summary>DT1004: batch normalization instead of response normalization.</summary>
    public static readonly DiagnosticDescriptor ResponseNormalization = new(
        "DT1004", "Batch normalization instead of response normalization", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1004.md");

    /// <summary>DT1005: max pooling inside the network.</summary>
    public static readonly DiagnosticDescriptor AveragePoolInside = new(
        "DT1005", "Max pooling inside the network", "{0}", Tricks, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1005.md");

    /// <summary>DT1006: no sigmoid or tanh between layers.</summary>
    public static readonly DiagnosticDescriptor SaturatingActivation = new(
        "DT1006", "No sigmoid or tanh between layers", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1006.md");

    /// <summary>DT1007: the activation goes after max pooling.</summary>
    public static readonly DiagnosticDescriptor ActivationBeforePool = new(
        "DT1007", "The activation goes after max pooling", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1007.md");

    /// <summary>DT1008: PReLU rather than ReLU.</summary>
    public static readonly DiagnosticDescriptor HiddenRelu = new(
        "DT1008", "PReLU rather than ReLU", "{0}", Tricks, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1008.md");

    /// <summary>DT1009: ELU is expensive.</summary>
    public static readonly DiagnosticDescriptor ExpensiveElu = new(
        "DT1009", "ELU is expensive", "{0}", Tricks, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1009.md");

    /// <summary>DT1010: batch normalization, always.</summary>
    public static readonly DiagnosticDescriptor NoBatchNorm = new(
        "DT1010", "Batch normalization, always", "{0}", Tricks, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1010.md");

    /// <summary>DT1011: the input is scaled.</summary>
    public static readonly DiagnosticDescriptor UnscaledInput = new(
        "DT1011", "The input is scaled", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1011.md");

    /// <summary>DT1012: the network exceeds its budget.</summary>
    public static readonly DiagnosticDescriptor BudgetExceeded = new(
        "DT1012", "The network exceeds its budget", "{0}", Tricks, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1012.md");

    /// <summary>DT1013: no Xavier on convolutions.</summary>
    public static readonly DiagnosticDescriptor XavierOnConvolution = new(
        "DT1013", "No Xavier on convolutions", "{0}", Tricks, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1013.md");

    /// <summary>DT1014: no dense layer holds most parameters.</summary>
    public static readonly DiagnosticDescriptor LargeDenseLayer = new(
        "DT1014", "No dense layer holds most parameters", "{0}", Tricks, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1014.md");

    /// <summary>DT1015: wide convolutions have a bottleneck.</summary>
    public static readonly DiagnosticDescriptor NoBottleneck = new(
        "DT1015", "Wide convolutions have a bottleneck", "{0}", Tricks, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: "generator/docs/rules/DT1015.md");

    /// <summary>All rules about declarations, which the analyzer reports.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfDeclarations { get; } =
    [
        NotPartial,
        Nested,
        NotAPlainClass,
        OtherBaseClass,
        SpreadDeclaration,
        SettingOutOfRange,
        WindowTooLarge,
        EvenKernelWithSame,
        PaddingTooLarge,
        GroupsDoNotDivide,
        NeedsPositions,
        NoLoss,
        AfterLoss,
        InputLayerNotFirst,
        ActivationInLoss,
        InvalidName,
        NameTaken,
        TooLarge,
        InputNotPositive,
        NothingToTrain,
        LossShape,
        LayersWithoutNetwork,
        UnknownTap,
        UnusedTap,
        TapNameTaken,
        ValueDropped,
        JoinMismatch,
        NotABlock,
        BadExpression,
        RecursiveBlock,
        BadRepeat,
        GraphChanged,
        NotPointwise,
        NoDropout,
        ResponseNormalization,
        AveragePoolInside,
        SaturatingActivation,
        ActivationBeforePool,
        HiddenRelu,
        ExpensiveElu,
        NoBatchNorm,
        UnscaledInput,
        BudgetExceeded,
        XavierOnConvolution,
        LargeDenseLayer,
        NoBottleneck,
    ];

    /// <summary>The rule of an issue.</summary>
    public static DiagnosticDescriptor Of(string id)
        => OfDeclarations.FirstOrDefault(descriptor => descriptor.Id == id) ?? throw new ArgumentException("There is no rule '" + id + "'.", nameof(id));
}
