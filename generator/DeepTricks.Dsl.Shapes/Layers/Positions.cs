namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>What layers that move over positions have in common.</summary>
internal static class Positions
{
    /// <summary>Reports a vector as the input of such a layer.</summary>
    /// <returns>Whether there are positions.</returns>
    public static bool Check(LayerPlace place)
    {
        if (place.Input.Rank != SampleRank.Vector)
        {
            return true;
        }

        string repair = place.FlattenedBy is { } flattening
            ? "move it before '" + LayerText.Declaration(flattening) + "' (" + flattening.Name + "), which leaves no positions"
            : "declare the sample's positions: [Network(height, width, channels)] or [Network(length, channels)]";
        place.Fail(
            IssueIds.NeedsPositions,
            null,
            "moves over the positions of a sequence or image, but its " + place.InputName + " is a vector of " + place.Input + " numbers; " + repair);
        return false;
    }

    /// <summary>A window's size as people write it: <c>3x3</c> over an image, <c>3</c> over a sequence.</summary>
    public static string Window(int size, SampleRank rank)
        => rank == SampleRank.Image ? LayerText.Number((long)size) + "x" + LayerText.Number((long)size) : LayerText.Number((long)size) + "-wide";
}
