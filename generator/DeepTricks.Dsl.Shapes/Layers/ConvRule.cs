using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A convolution over the positions of a sequence or image, as PyTorch's Conv1d and Conv2d.</summary>
internal sealed class ConvRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.Conv,
        "conv",
        [
            SettingSchema.Required("Filters", 0, ValueRange.WholeFrom(1), "Output channels"),
            SettingSchema.Required("Kernel", 1, ValueRange.WholeFrom(1), "Taps along each axis"),
            SettingSchema.Optional("Stride", 1, ValueRange.WholeFrom(1), "Positions between outputs along each axis"),
            SettingSchema.Optional("Padding", -1, ValueRange.WholeFrom(-1), "Zeros on every side; -1: as many as keep the size at stride 1"),
            SettingSchema.Optional("Dilation", 1, ValueRange.WholeFrom(1), "Positions between taps along each axis"),
            SettingSchema.Optional("Groups", 1, ValueRange.WholeFrom(1), "Groups of channels that do not see each other"),
            .. InitSettings.Schemas,
        ]);

    /// <inheritdoc/>
    public override IEnumerable<(string Setting, string Problem)> Contradictions(LayerSpec layer) => InitContradictions.Of(layer);

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        var layer = place.Layer;
        var input = place.Input;
        if (!Positions.Check(place) || !CheckPadding(place) || !CheckGroups(place))
        {
            return null;
        }

        int filters = layer.Int("Filters");
        int groupChannels = input.Channels / layer.Int("Groups");
        var window = WindowGeometry.Of(layer, input.Rank);
        long height = window.OutputHeight(input.Height);
        long width = window.OutputWidth(input.Width);
        if (height < 1 || width < 1)
        {
            return place.Fail(IssueIds.WindowTooLarge, "Kernel", TooLarge(layer, input, place.InputName));
        }

        long[] weight = input.Rank == SampleRank.Image
            ? [filters, groupChannels, window.KernelHeight, window.KernelWidth]
            : [filters, groupChannels, window.KernelWidth];
        if (!Sizes.Fits(weight))
        {
            return place.Fail(IssueIds.TooLarge, "Filters", "has a weight of " + Sizes.Text(weight) + "; use fewer filters or a smaller kernel");
        }

        if (!Sizes.Fits(height, width, filters))
        {
            return place.Fail(
                IssueIds.TooLarge, "Filters", "has an output of " + Sizes.Text(height, width, filters) + "; use fewer filters or a larger stride");
        }

        var output = input with { Height = (int)height, Width = (int)width, Channels = filters };
        var parameters = new List<ParameterShape> { place.Parameter("weight", ParameterRole.Weight, weight.Select(size => (int)size).ToArray()) };
        BigInteger operations = Sizes.Product(2, height * width, filters, groupChannels, window.Taps);
        if (place.HasBias)
        {
            parameters.Add(place.Parameter("bias", ParameterRole.Bias, filters));
            operations += output.Count;
        }

        return new LayerShape(layer, input, output, parameters.ToEquatableArray(), Sizes.Operations(operations));
    }

    private static bool CheckPadding(LayerPlace place)
    {
        var layer = place.Layer;
        int kernel = layer.Int("Kernel");
        int padding = layer.Int("Padding");
        long reach = (long)layer.Int("Dilation") * (kernel - 1);
        if (reach >= int.MaxValue)
        {
            place.Fail(IssueIds.TooLarge, "Kernel", "reaches over more than " + LayerText.Number(int.MaxValue) + " positions; use a smaller kernel or dilation");
            return false;
        }

        if (padding < 0 && kernel % 2 == 0)
        {
            place.Fail(
                IssueIds.EvenKernelWithSame,
                "Kernel",
                "has an even kernel, which Padding.Same cannot pad by the same number of zeros on both sides; use an odd kernel such as "
                    + LayerText.Number(kernel + 1L) + ", or write Padding = Padding.None");
            return false;
        }

        if (padding > reach)
        {
            place.Fail(
                IssueIds.PaddingTooLarge,
                "Padding",
                "pads by " + LayerText.Number(padding) + ", so that its outermost outputs would see nothing but padding; pad by at most "
                    + LayerText.Number(reach) + ", which is Dilation * (Kernel - 1)");
            return false;
        }

        return true;
    }

    private static bool CheckGroups(LayerPlace place)
    {
        int groups = place.Layer.Int("Groups");
        int filters = place.Layer.Int("Filters");
        int channels = place.Input.Channels;
        if (channels % groups == 0 && filters % groups == 0)
        {
            return true;
        }

        int common = (int)BigInteger.GreatestCommonDivisor(channels, filters);
        place.Fail(
            IssueIds.GroupsDoNotDivide,
            "Groups",
            "has " + LayerText.Number(groups) + " groups, but its " + place.InputName + " is " + place.Input + " and it has "
                + LayerText.Number(filters) + " filters; Groups must divide both " + LayerText.Number(channels) + " and "
                + LayerText.Number(filters) + ": use a divisor of " + LayerText.Number(common));
        return false;
    }

    private static string TooLarge(LayerSpec layer, SampleShape input, string inputName)
    {
        int kernel = layer.Int("Kernel");
        int dilation = layer.Int("Dilation");
        int shortest = input.Rank == SampleRank.Image ? System.Math.Min(input.Height, input.Width) : input.Width;
        long largest = ((shortest + (2L * layer.Int("Padding")) - 1) / dilation) + 1;
        string spread = dilation == 1 ? "" : " spread over " + LayerText.Number(((kernel - 1L) * dilation) + 1) + " positions";
        string same = kernel % 2 == 1 ? "padding Same" : "an odd kernel with padding Same";
        return "has a " + Positions.Window(kernel, input.Rank) + " kernel" + spread + ", but its " + inputName + " is " + input
            + "; use a kernel of at most " + LayerText.Number(largest) + ", or " + same;
    }
}
